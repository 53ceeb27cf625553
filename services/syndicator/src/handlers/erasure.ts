import { isCategoryFeed } from '../feed-address.ts'
import type { ErasureStep } from '../interpret.ts'
import type { ArticleRow } from '../store/articles.ts'
import { dropVersions, findArticle, saveArticle } from '../store/articles.ts'
import { addChange } from '../store/changes.ts'
import type { FeedDatabase } from '../store/database.ts'
import { dropEmptyCategories } from '../store/feeds.ts'
import type { Touched } from '../touched.ts'
import { timeOf } from './bare-withdrawal.ts'
import { moveArticle } from './move-article.ts'

/**
 * `article.erased`: what readers could see once is told to be gone, without a reason; nothing of it stays,
 * not even the names of its categories (log §3). What was never visible here has nothing to take back.
 */
export function applyErasure(database: FeedDatabase, step: ErasureStep, touched: Touched): void {
  const stored = findArticle(database, step.id)
  if (stored === undefined) return
  const { sequence } = step
  const atMs = timeOf(step, stored)
  const { contentSince: _content, reason: _reason, ...kept } = stored
  const article: ArticleRow = {
    ...kept,
    visibility: 'withdrawn',
    feeds: stored.feeds.filter((name) => !isCategoryFeed(name)),
    withdrawnMs: stored.withdrawnMs ?? atMs,
  }
  saveArticle(database, article)
  dropVersions(database, article.number)
  const { number, university, version } = article
  const at = new Date(atMs).toISOString()
  addChange(database, { sequence, type: 'erased', article: number, university, version, at })
  const places = article.feeds.map((name) => ({ name }))
  moveArticle(database, { before: stored, after: article, places, atMs, sequence, owes: true }, touched)
  dropEmptyCategories(database, university)
  database.notePurge()
}
