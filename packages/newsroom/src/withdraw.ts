import type { Article, StoredArticle } from './article.ts'
import { wasVisible } from './article.ts'
import type { WriteDecision, WriteRequest } from './write-request.ts'
import { answerOf, decideBefore, remember } from './write-request.ts'

/** Takes an article back. The reason is shown to readers; a repeated withdrawal keeps the first one. */
export function withdraw(
  stored: StoredArticle | undefined,
  reason: string,
  request: WriteRequest,
): WriteDecision {
  const early = decideBefore(stored, request)
  if (early !== undefined) return early
  if (stored === undefined) return { kind: 'refused', code: 'not-found' }
  if (stored.article.status === 'withdrawn') return { kind: 'settled', answer: answerOf(stored) }
  const article: Article = { ...stored.article, status: 'withdrawn', withdrawal: { reason, at: request.at } }
  return { kind: 'append', type: 'article.withdrawn', article: remember(article, stored, request) }
}

/** Undoes a withdrawal: the same version, the same guid; an embargo that still runs goes on. */
export function restore(stored: StoredArticle | undefined, request: WriteRequest): WriteDecision {
  const early = decideBefore(stored, request)
  if (early !== undefined) return early
  if (stored === undefined) return { kind: 'refused', code: 'not-found' }
  if (stored.article.status !== 'withdrawn') return { kind: 'settled', answer: answerOf(stored) }
  const { withdrawal: _undone, ...rest } = stored.article
  const embargoed = !wasVisible(stored.article) && runs(stored.article.content.embargoedUntil, request.at)
  const article: Article = {
    ...rest,
    status: embargoed ? 'embargoed' : 'published',
    firstVisibleAt: rest.firstVisibleAt ?? (embargoed ? undefined : request.at),
  }
  return { kind: 'append', type: 'article.restored', article: remember(article, stored, request) }
}

/** The end of an embargo; `undefined` when there is none that has ended by `at`. */
export function release(stored: StoredArticle, at: string): Article | undefined {
  const { embargoedUntil } = stored.article.content
  if (stored.article.status !== 'embargoed' || embargoedUntil === undefined || runs(embargoedUntil, at))
    return undefined
  const article: Article = { ...stored.article, status: 'published', firstVisibleAt: embargoedUntil }
  return remember(article, stored, { digest: article.digest })
}

function runs(embargoedUntil: string | undefined, at: string): boolean {
  return embargoedUntil !== undefined && Date.parse(embargoedUntil) > Date.parse(at)
}
