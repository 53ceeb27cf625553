import { instantMs } from '../instant.ts'
import type { BareWithdrawalStep } from '../interpret.ts'
import type { ArticleRow } from '../store/articles.ts'
import { dropVersions, findArticle, saveArticle } from '../store/articles.ts'
import { addChange } from '../store/changes.ts'
import type { FeedDatabase } from '../store/database.ts'
import type { Touched } from '../touched.ts'
import { moveArticle } from './move-article.ts'

/**
 * `article.withdrawn` with a payload that cannot be read: the article goes all the same, without its
 * reason (log §4). What was never visible here has nothing to take back.
 */
export function applyBareWithdrawal(
  database: FeedDatabase,
  step: BareWithdrawalStep,
  touched: Touched,
): void {
  const stored = findArticle(database, step.id)
  if (stored?.visibility !== 'visible') return
  const atMs = timeOf(step, stored)
  const { contentSince: _gone, ...kept } = stored
  const article: ArticleRow = { ...kept, visibility: 'withdrawn', withdrawnMs: atMs }
  saveArticle(database, article)
  dropVersions(database, article.number)
  const { number, university, version } = article
  addChange(database, {
    sequence: step.sequence,
    type: 'withdrawn',
    article: number,
    university,
    version,
    at: new Date(atMs).toISOString(),
  })
  const places = article.feeds.map((name) => ({ name }))
  const { sequence } = step
  moveArticle(database, { before: stored, after: article, places, atMs, sequence, owes: true }, touched)
}

/** Of what its envelope alone tells. */
export function timeOf(step: { readonly at: string }, stored: ArticleRow): number {
  try {
    return instantMs(step.at)
  } catch {
    // Even a damaged time must not keep the article visible.
    return stored.updatedMs
  }
}
