import type { TextsByCode } from './texts-by-code.ts'

/** What a refusal says beside its code; statuses are chosen at the edge (contract §1). */
export type Problem =
  /** No HTTP that a server could read; the proxy's word for it, as are the next two. */
  | { readonly code: 'malformed-request' }
  | { readonly code: 'uri-too-long' }
  | { readonly code: 'headers-too-large' }
  | { readonly code: 'malformed-json' }
  /** The request did not come as a whole in time. */
  | { readonly code: 'request-timeout' }
  | { readonly code: 'bad-parameter'; readonly parameter: string }
  | { readonly code: 'unauthorized' }
  /** `scope`: the one that is missing; absent when only an operator may. */
  | { readonly code: 'forbidden'; readonly scope?: string }
  | { readonly code: 'not-found' }
  /** `instead`: what to call, such as `POST …/withdraw`. */
  | {
      readonly code: 'method-not-allowed'
      readonly method: string
      readonly allowed: readonly string[]
      readonly instead?: string
    }
  | { readonly code: 'not-acceptable'; readonly available: readonly string[] }
  | { readonly code: 'unsupported-media-type'; readonly accepted: readonly string[] }
  | { readonly code: 'withdrawn' }
  | { readonly code: 'university-closed' }
  /** In public; `reason` is the university's own text. */
  | { readonly code: 'gone'; readonly reason?: string }
  | { readonly code: 'erased' }
  /** A feed of a university that is closed. */
  | { readonly code: 'feed-ended' }
  /** An alias that is an article's own id, or another article's alias. */
  | { readonly code: 'source-id-taken' }
  | { readonly code: 'precondition-failed' }
  | { readonly code: 'body-too-large'; readonly maxBytes: number }
  | { readonly code: 'invalid-fields'; readonly count: number }
  | { readonly code: 'idempotency-key-reused' }
  /** `needs`: names of the draft's fields that a person must answer (contract §4). */
  | { readonly code: 'needs-answers'; readonly needs: readonly string[] }
  | { readonly code: 'rate-limited'; readonly retryAfterSeconds: number }
  /** `position`: what `Uniwire-Min-Position` asked for (contract §5). */
  | { readonly code: 'not-ready'; readonly position?: number; readonly retryAfterSeconds: number }
  | { readonly code: 'log-unavailable'; readonly retryAfterSeconds: number }
  | { readonly code: 'engine-unavailable'; readonly retryAfterSeconds: number }
  /** `reference`: the request's id, as the operator finds it in the logs. */
  | { readonly code: 'internal'; readonly reference?: string }

export type ProblemCode = Problem['code']

export interface ProblemMessages {
  readonly titles: Readonly<Record<ProblemCode, string>>
  readonly details: TextsByCode<Problem>
}
