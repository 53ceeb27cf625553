import type { ProblemCode } from '@uniwire/messages'

/** HTTP statuses are chosen here and nowhere else (contract §1). */
export const STATUS = {
  'malformed-json': 400,
  'bad-parameter': 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'not-acceptable': 406,
  'unsupported-media-type': 415,
  withdrawn: 409,
  'source-id-taken': 409,
  gone: 410,
  erased: 410,
  'precondition-failed': 412,
  'body-too-large': 413,
  'invalid-fields': 422,
  'idempotency-key-reused': 422,
  'needs-answers': 422,
  'rate-limited': 429,
  'not-ready': 503,
  'log-unavailable': 503,
  'engine-unavailable': 503,
  internal: 500,
} as const satisfies Record<ProblemCode, number>
