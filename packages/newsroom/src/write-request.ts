import type { Article, ArticleStatus, RememberedRequest, StoredArticle } from './article.ts'
import { REMEMBERED_REQUESTS } from './article.ts'
import type { Digest } from './digest.ts'

/** What every write may carry besides its content (RFC 9110 §13.1; Idempotency-Key, contract §1). */
export interface WriteRequest {
  /** Of the request's content and verb, to tell a retry from another request with the same key. */
  readonly digest: Digest
  readonly idempotencyKey?: string | undefined
  readonly ifMatch?: ETagCondition | undefined
  readonly ifNoneMatch?: ETagCondition | undefined
  /** UTC instant of the attempt. */
  readonly at: string
}

/** `*`, or the sequences that the listed entity tags name. */
export type ETagCondition = '*' | readonly number[]

export interface WriteAnswer {
  readonly version: number
  readonly status: ArticleStatus
  readonly sequence: number
  /** The article is new with this write. */
  readonly created: boolean
}

export type WriteEventType =
  | 'article.published'
  | 'article.revised'
  | 'article.released'
  | 'article.withdrawn'
  | 'article.restored'
  | 'baseline.observed'
  | 'alias.added'

export type RefusalCode =
  | 'not-found'
  /** A site names no article as one is named that it could not name. */
  | 'bad-source-id'
  | 'withdrawn'
  | 'university-closed'
  | 'precondition-failed'
  | 'idempotency-key-reused'
  | 'embargo-after-visible'
  | 'published-too-far-ahead'

/** What a write leads to. A pure decision: the caller appends, and decides again after a conflict. */
export type WriteDecision =
  | { readonly kind: 'append'; readonly type: WriteEventType; readonly article: Article }
  | { readonly kind: 'settled'; readonly answer: WriteAnswer }
  | { readonly kind: 'refused'; readonly code: RefusalCode }

/** The rules that come before any verb's own: a known retry first, then preconditions. */
export function decideBefore(
  stored: StoredArticle | undefined,
  request: WriteRequest,
): WriteDecision | undefined {
  const known = stored === undefined ? undefined : rememberedAnswer(stored, request)
  return known ?? failedPrecondition(stored, request)
}

/** The event's time: the clock's, but never before the article's previous event (log §2). UTC instants. */
export function eventTime(clock: string, previous: string | undefined): string {
  if (previous === undefined || Date.parse(clock) > Date.parse(previous)) return clock
  return new Date(Date.parse(previous) + 1).toISOString()
}

/** The article with this request among its last ones; the sequences of earlier ones are known by now. */
export function remember(
  article: Article,
  stored: StoredArticle | undefined,
  { digest, idempotencyKey: key }: Pick<WriteRequest, 'digest' | 'idempotencyKey'>,
): Article {
  const firstVisibleSequence =
    article.firstVisibleSequence ??
    (stored !== undefined && stored.article.firstVisibleAt !== undefined ? stored.sequence : undefined)
  const earlier = article.requests.map((each) => ({ ...each, sequence: each.sequence ?? stored?.sequence }))
  const { version, status } = article
  const created = stored === undefined
  const own: RememberedRequest[] = key === undefined ? [] : [{ key, digest, version, status, created }]
  return { ...article, firstVisibleSequence, requests: [...earlier, ...own].slice(-REMEMBERED_REQUESTS) }
}

export function answerOf(stored: StoredArticle): WriteAnswer {
  return {
    version: stored.article.version,
    status: stored.article.status,
    sequence: stored.sequence,
    created: false,
  }
}

function rememberedAnswer(stored: StoredArticle, request: WriteRequest): WriteDecision | undefined {
  if (request.idempotencyKey === undefined) return undefined
  const known = stored.article.requests.find((each) => each.key === request.idempotencyKey)
  if (known === undefined) return undefined
  if (known.digest !== request.digest) return { kind: 'refused', code: 'idempotency-key-reused' }
  const { version, status, sequence = stored.sequence, created = false } = known
  return { kind: 'settled', answer: { version, status, sequence, created } }
}

function failedPrecondition(
  stored: StoredArticle | undefined,
  { ifMatch, ifNoneMatch }: WriteRequest,
): WriteDecision | undefined {
  const matched = ifMatch === undefined || matches(ifMatch, stored)
  const unmatched = ifNoneMatch === undefined || !matches(ifNoneMatch, stored)
  return matched && unmatched ? undefined : { kind: 'refused', code: 'precondition-failed' }
}

function matches(condition: ETagCondition, stored: StoredArticle | undefined): boolean {
  if (stored === undefined) return false
  return condition === '*' || condition.includes(stored.sequence)
}
