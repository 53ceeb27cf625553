import type { FeedDatabase, Row } from './database.ts'
import { integer, optionalText, text } from './database.ts'

/** How many articles a feed shows, and how many withdrawals it tells of. */
export const SHOWN = 50

/** Where an article stands: the latest first, equal instants by article id (contract §3). */
export interface SortKey {
  readonly publishedMs: number
  readonly id: string
}

export interface FeedEntryRow extends SortKey {
  readonly article: number
  readonly version: number
  readonly withdrawn: boolean
}

export type ShownEntry = Omit<FeedEntryRow, 'withdrawn'>

export function addEntry(database: FeedDatabase, feed: number, entry: FeedEntryRow): void {
  database
    .statement('INSERT INTO feed_entries VALUES (?, ?, ?, ?, ?, ?)')
    .run(feed, entry.withdrawn ? 1 : 0, entry.publishedMs, entry.id, entry.article, entry.version)
}

export function removeEntry(
  database: FeedDatabase,
  feed: number,
  entry: SortKey & Pick<FeedEntryRow, 'withdrawn'>,
): void {
  database
    .statement('DELETE FROM feed_entries WHERE feed = ? AND withdrawn = ? AND published_ms = ? AND id = ?')
    .run(feed, entry.withdrawn ? 1 : 0, entry.publishedMs, entry.id)
}

/** The last entry that a full feed shows; `undefined` while fewer than `SHOWN` are visible. */
export function oldestShown(database: FeedDatabase, feed: number): SortKey | undefined {
  const row = database
    .statement(
      `SELECT published_ms, id FROM feed_entries WHERE feed = ? AND withdrawn = 0
       ORDER BY published_ms DESC, id DESC LIMIT 1 OFFSET ${SHOWN - 1}`,
    )
    .get(feed)
  return row === undefined ? undefined : { publishedMs: integer(row, 'published_ms'), id: text(row, 'id') }
}

/** In a feed whose last entry is `oldest`, what stands here is shown (or its tombstone is). */
export function isInRange(key: SortKey, oldest: SortKey | undefined): boolean {
  if (oldest === undefined || key.publishedMs > oldest.publishedMs) return true
  return key.publishedMs === oldest.publishedMs && key.id >= oldest.id
}

export function shownEntries(database: FeedDatabase, feed: number): readonly ShownEntry[] {
  return database
    .statement(
      `SELECT published_ms, id, article, version FROM feed_entries WHERE feed = ? AND withdrawn = 0
       ORDER BY published_ms DESC, id DESC LIMIT ${SHOWN}`,
    )
    .all(feed)
    .map(toShown)
}

/** Languages of the university's articles that the feed shows. */
export function shownLanguages(
  database: FeedDatabase,
  feed: number,
  university: string,
): ReadonlySet<string> {
  const rows = database
    .statement(
      `SELECT DISTINCT a.language FROM articles a WHERE a.university = ? AND a.number IN (
         SELECT article FROM feed_entries WHERE feed = ? AND withdrawn = 0
         ORDER BY published_ms DESC, id DESC LIMIT ${SHOWN})`,
    )
    .all(university, feed)
  return new Set(rows.map((row) => text(row, 'language')))
}

export interface Withdrawal {
  readonly id: string
  readonly atMs: number
  readonly reason: string | undefined
}

/** The latest withdrawals among what the feed would show, were they not withdrawn. */
export function shownWithdrawals(
  database: FeedDatabase,
  feed: number,
  oldest: SortKey | undefined,
): readonly Withdrawal[] {
  const { publishedMs, id } = oldest ?? { publishedMs: Number.MIN_SAFE_INTEGER, id: '' }
  return database
    .statement(
      `SELECT a.id, a.withdrawn_ms, a.reason FROM feed_entries e JOIN articles a ON a.number = e.article
       WHERE e.feed = ? AND e.withdrawn = 1 AND (e.published_ms, e.id) >= (?, ?)
       ORDER BY a.withdrawn_ms DESC, a.id DESC LIMIT ${SHOWN}`,
    )
    .all(feed, publishedMs, id)
    .map((row) => ({
      id: text(row, 'id'),
      atMs: integer(row, 'withdrawn_ms'),
      reason: optionalText(row, 'reason'),
    }))
}

/** Visible articles of the feed published at or after an instant, the latest first. */
export function publishedSince(
  database: FeedDatabase,
  feed: number,
  sinceMs: number,
  limit: number,
): readonly ShownEntry[] {
  return database
    .statement(
      `SELECT published_ms, id, article, version FROM feed_entries WHERE feed = ? AND withdrawn = 0 AND published_ms >= ?
       ORDER BY published_ms DESC, id DESC LIMIT ?`,
    )
    .all(feed, sinceMs, limit)
    .map(toShown)
}

function toShown(row: Row): ShownEntry {
  return {
    publishedMs: integer(row, 'published_ms'),
    id: text(row, 'id'),
    article: integer(row, 'article'),
    version: integer(row, 'version'),
  }
}
