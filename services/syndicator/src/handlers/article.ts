import type { ArticleStep } from '../interpret.ts'
import type { ArticleRow } from '../store/articles.ts'
import {
  dropVersions,
  findArticle,
  nextNumbers,
  saveArticle,
  saveVersion,
  takeUpdated,
} from '../store/articles.ts'
import type { ChangeType } from '../store/changes.ts'
import { addChange } from '../store/changes.ts'
import type { FeedDatabase } from '../store/database.ts'
import type { Touched } from '../touched.ts'
import { moveArticle } from './move-article.ts'

/** What was published longer ago when it first becomes visible is an import (log §7). */
const OLD_NEWS_MS = 86_400_000

/**
 * Every `article.*` event and `baseline.observed`: each carries the whole article, so what counts is
 * only whether the article is another one than the store has. That makes a baseline, or an event that
 * comes twice, change nothing, and lets any later event make good one that was lost (log §2).
 */
export function applyArticle(database: FeedDatabase, step: ArticleStep, touched: Touched): void {
  const stored = findArticle(database, step.id)
  if (stored === undefined && step.visibility === 'hidden') return
  if (stored?.visibility === step.visibility && stored.version === step.version) return

  const numbers = stored ?? nextNumbers(database, step.university)
  const article: ArticleRow = {
    number: numbers.number,
    id: step.id,
    university: step.university,
    universityNumber: numbers.universityNumber,
    visibility: step.visibility,
    version: step.version,
    publishedMs: step.publishedMs,
    updatedMs: updatedMs(database, stored, step),
    language: step.language,
    feeds: step.feeds.map((place) => place.name),
    contentSince: contentSince(stored, step),
    ...(step.visibility === 'withdrawn'
      ? { withdrawnMs: step.withdrawal?.atMs ?? step.atMs, reason: step.withdrawal?.reason }
      : {}),
  }
  saveArticle(database, article)
  if (step.json === undefined) dropVersions(database, article.number)
  else saveVersion(database, article.number, article.version, step.json)
  const type = changeType(stored, step)
  if (type !== undefined) {
    const { sequence, university, version, at } = step
    addChange(database, { sequence, type, article: article.number, university, version, at })
  }
  const { feeds: places, atMs, sequence } = step
  const owes = type !== 'published' || step.publishedMs >= atMs - OLD_NEWS_MS
  moveArticle(database, { before: stored, after: article, places, atMs, sequence, owes }, touched)
}

/** A restore brings back the version with the time that it had; the next version is always later than the one before. */
function updatedMs(database: FeedDatabase, stored: ArticleRow | undefined, step: ArticleStep): number {
  if (stored === undefined) return takeUpdated(database, step.updatedMs)
  if (stored.version === step.version) return stored.updatedMs
  return takeUpdated(database, Math.max(step.updatedMs, stored.updatedMs + 1))
}

/** What was withdrawn once gets no content back for the changes before its return. */
function contentSince(stored: ArticleRow | undefined, step: ArticleStep): number | undefined {
  if (step.visibility !== 'visible') return undefined
  return stored?.contentSince ?? step.sequence
}

/** By what readers saw, not by the event's name: the end of an embargo is a publication. */
function changeType(stored: ArticleRow | undefined, step: ArticleStep): ChangeType | undefined {
  const before = stored?.visibility
  if (step.visibility === 'withdrawn') return before === 'withdrawn' ? undefined : 'withdrawn'
  if (step.visibility === 'hidden') return undefined
  if (before === 'withdrawn') return 'restored'
  return before === 'visible' ? 'revised' : 'published'
}
