import type { TextsByCode } from './texts-by-code.ts'

export type ExpectedType = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object'

/** What is wrong with one field or parameter: `detail` beside a `pointer` (contract §1). */
export type FieldProblem =
  | { readonly code: 'required' }
  /** `meant`: the nearest known member, when one is near. */
  | { readonly code: 'unknown-member'; readonly member: string; readonly meant?: string }
  | { readonly code: 'too-long'; readonly max: number }
  | { readonly code: 'too-short'; readonly min: number }
  | { readonly code: 'wrong-type'; readonly expected: ExpectedType }
  | { readonly code: 'not-one-of'; readonly allowed: readonly string[] }
  /** Both ends belong to the range; an absent end is open. */
  | { readonly code: 'out-of-range'; readonly min?: number; readonly max?: number }
  | { readonly code: 'too-many-items'; readonly max: number }
  | { readonly code: 'too-few-items'; readonly min: number }
  | { readonly code: 'repeated' }
  | { readonly code: 'empty' }
  | { readonly code: 'control-characters' }
  | { readonly code: 'bad-format' }
  | { readonly code: 'not-a-url' }
  | { readonly code: 'not-an-id' }
  | { readonly code: 'bad-cursor' }
  | { readonly code: 'bad-date' }
  /** A day or an instant is wanted; a wall time belongs to no university here (contract §5). */
  | { readonly code: 'bad-moment' }
  | { readonly code: 'unknown-time-zone' }
  | { readonly code: 'bad-slug' }
  | { readonly code: 'reserved-slug' }
  /** Of a university that is not registered, or the one itself. */
  | { readonly code: 'not-a-successor' }
  | { readonly code: 'bad-source-id' }
  | { readonly code: 'source-id-taken' }
  | { readonly code: 'source-id-missing' }
  | { readonly code: 'bad-language' }
  | { readonly code: 'unknown-scope'; readonly allowed: readonly string[] }
  /** An alias must be another id than the article's own. */
  | { readonly code: 'own-source-id' }
  | { readonly code: 'in-the-past' }
  | { readonly code: 'published-in-future' }
  /** A day has no second at which an embargo could end. */
  | { readonly code: 'embargo-without-hour' }
  /** What readers have seen cannot be hidden again, only withdrawn (log §3). */
  | { readonly code: 'embargo-after-visible' }
  /** `canceled` in a ninjs document: taking back is a request of its own. */
  | { readonly code: 'withdraw-instead' }
  | { readonly code: 'both-bodies' }
  | { readonly code: 'no-body' }
  | { readonly code: 'empty-after-sanitising' }
  | { readonly code: 'reason-required' }
  /** A printed page that does not say it; `parameter` answers the question (contract §4). */
  | { readonly code: 'not-on-page'; readonly parameter: string }

export type FieldProblemCode = FieldProblem['code']
export type FieldProblemMessages = TextsByCode<FieldProblem>
