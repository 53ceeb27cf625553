import type { ProblemAnswer } from './reading.ts'

/** The core of a problem: its status, and each wrong field with what is wrong about it. */
export async function readProblem(response: Response) {
  const body = (await response.json()) as ProblemAnswer
  const type = response.headers.get('Content-Type')
  if (type !== 'application/problem+json' || body.status !== response.status) {
    throw new Error(`${response.status} ${type} is no problem: ${JSON.stringify(body)}`)
  }
  const errors = (body.errors ?? []).map((error) => `${error.pointer} ${error.code}`)
  return { status: response.status, code: body.code, errors }
}
