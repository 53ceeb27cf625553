import type { ProjectionStore } from '@uniwire/projection'
import { integer, text } from '@uniwire/projection'
import { dayNumber, dayText } from './totals.ts'

/** UTC days, both included. */
export interface DayRange {
  readonly from: string
  readonly to: string
}

export interface DayViews {
  readonly day: string
  readonly views: number
}

export interface ArticleHistory {
  readonly article: string
  /** Of all days. */
  readonly live: number
  readonly baseline: number
  /** Those with views. */
  readonly days: readonly DayViews[]
}

/** Days with views of one article, in order. */
export function daysOfArticle(
  database: ProjectionStore,
  article: string,
  range: DayRange,
): readonly DayViews[] {
  return database
    .statement(
      `SELECT day, days.live AS views FROM days JOIN articles ON key = article
       WHERE id = ? AND day BETWEEN ? AND ? AND days.live > 0 ORDER BY day`,
    )
    .all(article, dayNumber(range.from), dayNumber(range.to))
    .map((row) => ({ day: dayText(integer(row, 'day')), views: integer(row, 'views') }))
}

/** Days with views of the articles of a university that readers can see, in order. */
export function daysOfUniversity(
  database: ProjectionStore,
  university: string,
  range: DayRange,
): readonly DayViews[] {
  return database
    .statement(
      `SELECT day, sum(days.live) AS views FROM articles JOIN days ON article = key
       WHERE university = ? AND visible = 1 AND day BETWEEN ? AND ?
       GROUP BY day HAVING sum(days.live) > 0 ORDER BY day`,
    )
    .all(university, dayNumber(range.from), dayNumber(range.to))
    .map((row) => ({ day: dayText(integer(row, 'day')), views: integer(row, 'views') }))
}

/** Articles of a university that readers can see and that have views, by id, from the one after `after`. */
export function articleHistories(
  database: ProjectionStore,
  university: string,
  range: DayRange,
  { after, limit }: { readonly after: string; readonly limit: number },
): readonly ArticleHistory[] {
  return database
    .statement(
      `SELECT id, live, coalesce(baseline, 0) AS baseline FROM articles
       WHERE university = ? AND visible = 1 AND (live > 0 OR baseline > 0) AND id > ? ORDER BY id LIMIT ?`,
    )
    .all(university, after, limit)
    .map((row) => ({
      article: text(row, 'id'),
      live: integer(row, 'live'),
      baseline: integer(row, 'baseline'),
      days: daysOfArticle(database, text(row, 'id'), range),
    }))
}
