import type { ProblemBody } from '@uniwire/http-api'
import { PROBLEM_MEDIA_TYPE, STATUS } from '@uniwire/http-api'
import type { FieldProblem, InterfaceLanguage, Problem } from '@uniwire/messages'
import { fieldProblemText, negotiateLanguage, problemText } from '@uniwire/messages'
import type { Context } from 'hono'

/** One wrong field; `pointer` is a JSON pointer (RFC 6901) into the body, or names the parameter. */
export interface FieldError {
  readonly pointer: string
  readonly problem: FieldProblem
}

/** Thrown anywhere below a route; the edge turns it into `application/problem+json`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: Problem['code']
  readonly problem: Problem
  readonly fields: readonly FieldError[]
  /** Members that this answer has beside those of RFC 9457. */
  readonly extensions: Readonly<Record<string, unknown>>

  constructor(
    problem: Problem,
    fields: readonly FieldError[] = [],
    extensions: Readonly<Record<string, unknown>> = {},
  ) {
    super(problem.code)
    this.code = problem.code
    this.problem = problem
    this.fields = fields
    this.extensions = extensions
  }
}

/** `422` for one or more fields of the body. */
export function invalidFields(fields: readonly FieldError[]): ProblemError {
  return new ProblemError({ code: 'invalid-fields', count: fields.length }, fields)
}

export function problemResponse(context: Context, error: ProblemError): Response {
  const language = apiLanguage(context)
  const { problem, fields } = error
  const status = STATUS[problem.code]
  const body: ProblemBody = {
    type: `urn:uniwire:problem:${problem.code}`,
    code: problem.code,
    status,
    ...problemText(language, problem),
    ...(fields.length === 0 ? {} : { errors: fields.map((field) => fieldBody(field, language)) }),
  }
  const headers: Record<string, string> = {
    'Content-Type': PROBLEM_MEDIA_TYPE,
    'Content-Language': language,
    'Cache-Control': 'no-store',
    Vary: 'Accept-Language',
  }
  if ('retryAfterSeconds' in problem) headers['Retry-After'] = String(problem.retryAfterSeconds)
  if (problem.code === 'unauthorized') headers['WWW-Authenticate'] = 'Bearer realm="uniwire"'
  if (problem.code === 'method-not-allowed') headers['Allow'] = problem.allowed.join(', ')
  if (problem.code === 'unsupported-media-type') Object.assign(headers, acceptable(problem.accepted))
  if (hasLargeBody(context) || problem.code === 'request-timeout') headers['Connection'] = 'close'
  return context.body(JSON.stringify({ ...body, ...error.extensions }), status, headers)
}

/** Pages are Kazakh unless asked otherwise; a program that states no wish is answered in English. */
export function apiLanguage(context: Context): InterfaceLanguage {
  const wish = context.req.header('Accept-Language')
  return wish === undefined || wish.trim() === '*' ? 'en' : negotiateLanguage(wish)
}

/** What would have been taken (RFC 9110 §15.5.16); of content codings (§12.5.3) there is one that is none. */
function acceptable(accepted: readonly string[]): Readonly<Record<string, string>> {
  const name = accepted.includes('identity') ? 'Accept-Encoding' : 'Accept'
  return { [name]: accepted.join(', ') }
}

/** More than a socket's buffers hold, sent whether we read it or not. */
const LARGE_BYTES = 65_536

/**
 * A refusal may come before the body was read; the server then cuts the connection, and whoever kept it
 * for the next request must know (RFC 9112 §9.6).
 */
function hasLargeBody(context: Context): boolean {
  const length = Number(context.req.header('Content-Length') ?? 0)
  return length > LARGE_BYTES || context.req.header('Transfer-Encoding') !== undefined
}

function fieldBody(field: FieldError, language: InterfaceLanguage) {
  const { pointer, problem } = field
  return { pointer, code: problem.code, detail: fieldProblemText(language, problem) }
}
