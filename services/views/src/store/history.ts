import { setImmediate } from 'node:timers/promises'
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

/** A month of these takes some ten milliseconds, in which nobody else is answered. */
const SLICE_ARTICLES = 1_000

/** Days with views of the articles of a university that readers can see, in order. Others are answered meanwhile. */
export async function daysOfUniversity(
  database: ProjectionStore,
  university: string,
  { from, to }: DayRange,
): Promise<readonly DayViews[]> {
  const next = database.statement(
    `SELECT max(key) AS last FROM
       (SELECT key FROM articles WHERE university = ? AND key > ? ORDER BY key LIMIT ${SLICE_ARTICLES})`,
  )
  const add = database.statement(
    `SELECT day, sum(days.live) AS views FROM articles CROSS JOIN days ON article = key
     WHERE university = ? AND key > ? AND key <= ? AND visible = 1 AND day BETWEEN ? AND ? GROUP BY day`,
  )
  const sums = new Map<number, number>()
  for (let after = 0; ;) {
    const last = next.get(university, after)?.['last']
    if (typeof last !== 'number') break
    for (const row of add.all(university, after, last, dayNumber(from), dayNumber(to))) {
      const day = integer(row, 'day')
      sums.set(day, (sums.get(day) ?? 0) + integer(row, 'views'))
    }
    after = last
    await setImmediate()
  }
  return [...sums]
    .filter(([, views]) => views > 0)
    .toSorted(([one], [other]) => one - other)
    .map(([day, views]) => ({ day: dayText(day), views }))
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
