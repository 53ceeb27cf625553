import type { Row } from '@uniwire/projection'
import { integer, optionalText, text } from '@uniwire/projection'
import type { FeedDatabase } from './database.ts'

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
  /** Of a withdrawn article: where its notice stands, which is where the article stood. */
  readonly noticeMs?: number
}

/** A visible article in a feed. */
export interface ShownEntry {
  readonly publishedMs: number
  readonly id: string
  readonly article: number
  readonly version: number
  /** Not the article but the notice that it was withdrawn. */
  readonly notice?: true
}

/** Kinds of `feed_entries.withdrawn`: an article, a withdrawal, the notice of one. */
const [VISIBLE, WITHDRAWN, NOTICE] = [0, 1, 2]

export function addEntry(database: FeedDatabase, feed: number, entry: FeedEntryRow): void {
  for (const [kind, sortMs] of placesOf(entry)) {
    database
      .statement('INSERT INTO feed_entries VALUES (?, ?, ?, ?, ?, ?)')
      .run(feed, kind, sortMs, entry.id, entry.article, entry.version)
  }
}

export function removeEntry(
  database: FeedDatabase,
  feed: number,
  entry: SortKey & Pick<FeedEntryRow, 'withdrawn' | 'noticeMs'>,
): void {
  for (const [kind, sortMs] of placesOf(entry)) {
    database
      .statement('DELETE FROM feed_entries WHERE feed = ? AND withdrawn = ? AND sort_ms = ? AND id = ?')
      .run(feed, kind, sortMs, entry.id)
  }
}

function placesOf(entry: SortKey & Pick<FeedEntryRow, 'withdrawn' | 'noticeMs'>) {
  const { withdrawn, sortMs, noticeMs } = entry
  const place = [withdrawn ? WITHDRAWN : VISIBLE, sortMs] as const
  return noticeMs === undefined ? [place] : [place, [NOTICE, noticeMs] as const]
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

/**
 * Notices of withdrawn articles, of the universities that want them, among the articles that the feed shows: each
 * stands where its article stood, so that none comes up anew.
 */
export function shownNotices(database: FeedDatabase, feed: number): readonly ShownEntry[] {
  const oldest = oldestShown(database, feed, false)
  return database
    .statement(
      `SELECT e.sort_ms, e.id, e.article, e.version FROM feed_entries e JOIN articles a ON a.number = e.article
       WHERE e.feed = ? AND e.withdrawn = ${NOTICE} AND e.sort_ms >= ?
       AND a.university IN (SELECT slug FROM universities WHERE json_extract(profile, '$.withdrawalNotice'))
       ORDER BY e.sort_ms DESC, e.id DESC LIMIT ${SHOWN}`,
    )
    .all(feed, oldest?.sortMs ?? Number.MIN_SAFE_INTEGER)
    .map((row) => ({ ...toShown(row), notice: true as const }))
    .filter(({ publishedMs, id }) => isInRange({ sortMs: publishedMs, id }, oldest))
}

/** Whether the feed has notices of the university, shown or not. */
export function hasNotices(database: FeedDatabase, feed: number, university: string): boolean {
  return (
    database
      .statement(
        `SELECT 1 FROM feed_entries e JOIN articles a ON a.number = e.article
         WHERE e.feed = ? AND e.withdrawn = ${NOTICE} AND a.university = ? LIMIT 1`,
      )
      .get(feed, university) !== undefined
  )
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
  const notices = shownNotices(database, feed).flatMap(({ article }) =>
    database
      .statement('SELECT language FROM articles WHERE number = ? AND university = ?')
      .all(article, university),
  )
  return new Set([...rows, ...notices].map((row) => text(row, 'language')))
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
