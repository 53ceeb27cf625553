import type { ProblemBody } from '@uniwire/http-api'
import { PROBLEM_MEDIA_TYPE } from '@uniwire/http-api'

/** Uniwire refused; `problem` says why, field by field, and the next step. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly code: string
  readonly problem: ProblemBody

  constructor(problem: ProblemBody) {
    const fields = (problem.errors ?? []).map(({ pointer, detail }) => `\n  ${pointer}: ${detail}`).join('')
    super(`${problem.title} ${problem.detail}${fields}`)
    this.code = problem.code
    this.problem = problem
  }
}

export async function readProblem(response: Response): Promise<ProblemBody> {
  const text = await response.text()
  if ((response.headers.get('Content-Type') ?? '').startsWith(PROBLEM_MEDIA_TYPE)) {
    // The media type says that this is a problem of ours.
    return JSON.parse(text) as ProblemBody
  }
  const { status, statusText } = response
  return { type: 'about:blank', code: 'not-uniwire', status, title: statusText, detail: text.slice(0, 200) }
}
