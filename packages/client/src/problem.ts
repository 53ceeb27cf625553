import type { ProblemBody } from '@uniwire/http-api'
import { PROBLEM_MEDIA_TYPE } from '@uniwire/http-api'

/** Uniwire refused; `problem` says why, field by field, and the next step. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly code: string
  readonly problem: ProblemBody

  constructor(problem: ProblemBody) {
    const { title, detail, errors = [] } = problem
    // An empty pointer means the whole body (RFC 6901).
    const fields = errors.map((each) => `\n  ${spoken(each.pointer, each.detail)}`)
    super(`${spoken(title, detail)}${fields.join('')}`)
    this.code = problem.code
    this.problem = problem
  }
}

const spoken = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(': ')

/** Nobody answered at the address, however often it was asked. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError'
  readonly code = 'unreachable'

  constructor(origin: string, cause: unknown) {
    super(`No answer from ${origin}: ${reasonOf(cause)}`, { cause })
  }
}

/** `fetch` says "fetch failed" of everything; why stands in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join(', ')
  return error.cause === undefined ? error.message : reasonOf(error.cause)
}

/** Of an answer that is a refusal, whoever gave it. */
export async function readProblem(response: Response): Promise<ProblemBody> {
  const text = await response.text()
  const { status, statusText } = response
  const other = { type: 'about:blank', code: 'not-uniwire', status, title: `${status} ${statusText}`.trim() }
  if ((response.headers.get('Content-Type') ?? '').startsWith(PROBLEM_MEDIA_TYPE)) {
    try {
      // The media type says that this is a problem of RFC 9457, whose members all may be absent.
      const problem = JSON.parse(text) as Partial<ProblemBody>
      return { ...other, detail: '', ...problem }
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
  }
  return { ...other, detail: text.slice(0, 200) }
}
