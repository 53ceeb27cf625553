/**
 * `node infra/proxy/problem-texts.ts` writes `problem-texts.js`: what the proxy itself refuses, in the words of
 * `packages/messages`. A test compares the two.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { STATUS } from '../../packages/http-api/src/index.ts'
import { problemText } from '../../packages/messages/src/index.ts'
import type { InterfaceLanguage, Problem } from '../../packages/messages/src/index.ts'

const FILE = fileURLToPath(new URL('problem-texts.js', import.meta.url))
/** `client_max_body_size 2m` in uniwire.conf: above what any service takes but for imports. */
const MAX_BODY_BYTES = 2_097_152
const RETRY_AFTER_SECONDS = 2

const PROBLEMS = [
  { code: 'malformed-request' },
  { code: 'not-found' },
  { code: 'body-too-large', maxBytes: MAX_BODY_BYTES },
  { code: 'uri-too-long' },
  { code: 'headers-too-large' },
  { code: 'internal' },
  { code: 'engine-unavailable', retryAfterSeconds: RETRY_AFTER_SECONDS },
] as const satisfies readonly Problem[]

export type ProxyProblemCode = (typeof PROBLEMS)[number]['code']

/** The body of a refusal, and when to come again. */
export interface ProxyProblem {
  readonly status: number
  readonly body: string
  readonly retryAfterSeconds?: number
}

export type ProxyProblems = Readonly<
  Record<InterfaceLanguage, Readonly<Record<ProxyProblemCode, ProxyProblem>>>
>

export const PROXY_PROBLEMS: ProxyProblems = {
  kk: problemsIn('kk'),
  ru: problemsIn('ru'),
  en: problemsIn('en'),
}

/** For nginx' own JavaScript (njs), which reads no JSON files. */
export async function problemTextsModule(): Promise<string> {
  const text = `// Written by problem-texts.ts from packages/messages.
// oxlint-disable-next-line import/no-default-export -- njs finds what a module has there
export default ${JSON.stringify(PROXY_PROBLEMS)}`
  return format(text, { ...(await resolveConfig(FILE)), filepath: FILE })
}

function problemsIn(language: InterfaceLanguage): ProxyProblems[InterfaceLanguage] {
  // One entry for each problem of the list.
  return Object.fromEntries(PROBLEMS.map((problem) => [problem.code, answerTo(language, problem)])) as Record<
    ProxyProblemCode,
    ProxyProblem
  >
}

function answerTo(language: InterfaceLanguage, problem: (typeof PROBLEMS)[number]): ProxyProblem {
  const { code } = problem
  const status = STATUS[code]
  const body = { type: `urn:uniwire:problem:${code}`, code, status, ...problemText(language, problem) }
  return {
    status,
    body: JSON.stringify(body),
    ...('retryAfterSeconds' in problem && { retryAfterSeconds: problem.retryAfterSeconds }),
  }
}

if (import.meta.main) writeFileSync(FILE, await problemTextsModule())
