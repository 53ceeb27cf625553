import { integer, optionalText, text } from '@uniwire/projection'
import type { Change } from '../last-change.ts'
import { NEVER, nextChange } from '../last-change.ts'
import type { Visibility } from './articles.ts'
import type { FeedDatabase } from './database.ts'

/** Articles of one page, for ever (log §7). */
export const PAGE_ARTICLES = 100

/** The page that holds the article of this number. */
export function pageOf(number: number): number {
  return Math.ceil(number / PAGE_ARTICLES)
}

export function opensPage(number: number): boolean {
  return number % PAGE_ARTICLES === 1
}

export function readPageChange(database: FeedDatabase, feed: string, page: number): Change {
  const row = database
    .statement('SELECT changed_ms, changed_twice FROM archive_pages WHERE feed = ? AND page = ?')
    .get(feed, page)
  return row === undefined
    ? NEVER
    : { ms: integer(row, 'changed_ms'), twice: integer(row, 'changed_twice') === 1 }
}

export function markPageChanged(database: FeedDatabase, feed: string, page: number, atMs: number): void {
  const { ms, twice } = nextChange(readPageChange(database, feed, page), atMs)
  database
    .statement('INSERT OR REPLACE INTO archive_pages VALUES (?, ?, ?, ?)')
    .run(feed, page, ms, twice ? 1 : 0)
}

/** The newest page, 0 before the first article; `feed` is `all` or a university. */
export function newestPage(database: FeedDatabase, feed: string): number {
  const row = database.statement('SELECT max(page) AS page FROM archive_pages WHERE feed = ?').get(feed)
  return Number(row?.['page'] ?? 0)
}

export interface ArchivedArticle {
  readonly number: number
  readonly id: string
  readonly university: string
  readonly visibility: Visibility
  readonly version: number
  readonly publishedMs: number
  readonly updatedMs: number
  readonly withdrawnMs: number | undefined
  readonly reason: string | undefined
}

const COLUMNS = 'number, id, university, visibility, version, published_ms, updated_ms, withdrawn_ms, reason'

/** What the page holds, whatever became of it, the latest to become visible first. */
export function archivedArticles(
  database: FeedDatabase,
  feed: string,
  page: number,
): readonly ArchivedArticle[] {
  const range = [PAGE_ARTICLES * (page - 1) + 1, PAGE_ARTICLES * page] as const
  const rows =
    feed === 'all'
      ? database
          .statement(`SELECT ${COLUMNS} FROM articles WHERE number BETWEEN ? AND ? ORDER BY number DESC`)
          .all(...range)
      : database
          .statement(
            `SELECT ${COLUMNS} FROM articles WHERE university = ? AND university_number BETWEEN ? AND ?
             ORDER BY university_number DESC`,
          )
          .all(feed, ...range)
  return rows.map((row) => ({
    number: integer(row, 'number'),
    id: text(row, 'id'),
    university: text(row, 'university'),
    // The table's CHECK allows no other word.
    visibility: text(row, 'visibility') as Visibility,
    version: integer(row, 'version'),
    publishedMs: integer(row, 'published_ms'),
    updatedMs: integer(row, 'updated_ms'),
    withdrawnMs: row['withdrawn_ms'] === null ? undefined : integer(row, 'withdrawn_ms'),
    reason: optionalText(row, 'reason'),
  }))
}
