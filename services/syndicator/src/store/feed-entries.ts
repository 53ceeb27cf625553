import type { FeedDatabase, Row } from './database.ts'
import { integer, optionalText, text } from './database.ts'

/** How many articles a feed shows, and how many withdrawals it tells of. */
export const SHOWN = 50

/**
 * Where an article stands: visible ones by their publication, withdrawn ones by their withdrawal, the latest
 * first, equal instants by article id (contract §3).
 */
export interface SortKey {
  readonly sortMs: number
  readonly id: string
}

export interface FeedEntryRow extends SortKey {
  readonly article: number
  readonly version: number
  readonly withdrawn: boolean
}

/** A visible article in a feed. */
export interface ShownEntry {
  readonly publishedMs: number
  readonly id: string
  readonly article: number
  readonly version: number
}

export function addEntry(database: FeedDatabase, feed: number, entry: FeedEntryRow): void {
  database
    .statement('INSERT INTO feed_entries VALUES (?, ?, ?, ?, ?, ?)')
    .run(feed, entry.withdrawn ? 1 : 0, entry.sortMs, entry.id, entry.article, entry.version)
}

export function removeEntry(
  database: FeedDatabase,
  feed: number,
  entry: SortKey & Pick<FeedEntryRow, 'withdrawn'>,
): void {
  database
    .statement('DELETE FROM feed_entries WHERE feed = ? AND withdrawn = ? AND sort_ms = ? AND id = ?')
    .run(feed, entry.withdrawn ? 1 : 0, entry.sortMs, entry.id)
}

/** The last entry, or withdrawal, that a full feed shows; `undefined` while there are fewer than `SHOWN`. */
export function oldestShown(database: FeedDatabase, feed: number, withdrawn: boolean): SortKey | undefined {
  const row = database
    .statement(
      `SELECT sort_ms, id FROM feed_entries WHERE feed = ? AND withdrawn = ?
       ORDER BY sort_ms DESC, id DESC LIMIT 1 OFFSET ${SHOWN - 1}`,
    )
    .get(feed, withdrawn ? 1 : 0)
  return row === undefined ? undefined : { sortMs: integer(row, 'sort_ms'), id: text(row, 'id') }
}

/** Whether what stands here is shown, where `oldest` is the last that is. */
export function isInRange(key: SortKey, oldest: SortKey | undefined): boolean {
  if (oldest === undefined || key.sortMs > oldest.sortMs) return true
  return key.sortMs === oldest.sortMs && key.id >= oldest.id
}

export function shownEntries(database: FeedDatabase, feed: number): readonly ShownEntry[] {
  return database
    .statement(
      `SELECT sort_ms, id, article, version FROM feed_entries WHERE feed = ? AND withdrawn = 0
       ORDER BY sort_ms DESC, id DESC LIMIT ${SHOWN}`,
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
         ORDER BY sort_ms DESC, id DESC LIMIT ${SHOWN})`,
    )
    .all(university, feed)
  return new Set(rows.map((row) => text(row, 'language')))
}

export interface Withdrawal {
  readonly id: string
  readonly atMs: number
  readonly reason: string | undefined
}

/**
 * The latest withdrawals, however old the articles: whoever took one years ago is told too, and new articles
 * push no withdrawal out before it was seen.
 */
export function shownWithdrawals(database: FeedDatabase, feed: number): readonly Withdrawal[] {
  return database
    .statement(
      `SELECT a.id, a.withdrawn_ms, a.reason FROM feed_entries e JOIN articles a ON a.number = e.article
       WHERE e.feed = ? AND e.withdrawn = 1 ORDER BY e.sort_ms DESC, e.id DESC LIMIT ${SHOWN}`,
    )
    .all(feed)
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
      `SELECT sort_ms, id, article, version FROM feed_entries WHERE feed = ? AND withdrawn = 0 AND sort_ms >= ?
       ORDER BY sort_ms DESC, id DESC LIMIT ?`,
    )
    .all(feed, sinceMs, limit)
    .map(toShown)
}

function toShown(row: Row): ShownEntry {
  return {
    publishedMs: integer(row, 'sort_ms'),
    id: text(row, 'id'),
    article: integer(row, 'article'),
    version: integer(row, 'version'),
  }
}
