import type { FeedDatabase, Row } from './database.ts'
import { integer, optionalText, text } from './database.ts'
import { sameSecond } from '../instant.ts'
import type { FeedPlace } from '../feed-address.ts'

/** A feed that has or had an entry. */
export interface FeedRow {
  readonly id: number
  readonly name: string
  /** A category as its first article spelt it: later spellings must not move the title back and forth. */
  readonly label: string | undefined
  /** Time of the event that last changed what the feed shows; never goes back. */
  readonly changedMs: number
  /** Two changes fell into the same second, which `Last-Modified` cannot tell apart. */
  readonly changedTwice: boolean
}

const NEVER_MS = 0

export function findFeed(database: FeedDatabase, name: string): FeedRow | undefined {
  const row = database
    .statement('SELECT id, name, label, changed_ms, changed_twice FROM feeds WHERE name = ?')
    .get(name)
  return row === undefined ? undefined : toFeed(row)
}

export function ensureFeed(database: FeedDatabase, place: FeedPlace, university: string): FeedRow {
  const { name, label } = place
  const found = findFeed(database, name)
  if (found !== undefined) return found
  const { lastInsertRowid } = database
    .statement(
      'INSERT INTO feeds (name, university, label, changed_ms, changed_twice) VALUES (?, ?, ?, ?, 0)',
    )
    .run(name, name === 'all' ? null : university, label ?? null, NEVER_MS)
  return { id: Number(lastInsertRowid), name, label, changedMs: NEVER_MS, changedTwice: false }
}

/** Every feed that may show an entry of the university. */
export function feedsShowing(database: FeedDatabase, university: string): readonly FeedRow[] {
  return database
    .statement(
      `SELECT id, name, label, changed_ms, changed_twice FROM feeds
       WHERE university = ? OR name = 'all' ORDER BY id`,
    )
    .all(university)
    .map(toFeed)
}

export function markChanged(database: FeedDatabase, feed: FeedRow, atMs: number): void {
  // Two services' clocks may disagree: a feed's time never goes back.
  const changedMs = Math.max(feed.changedMs, atMs)
  const twice = feed.changedMs !== NEVER_MS && sameSecond(changedMs, feed.changedMs)
  database
    .statement('UPDATE feeds SET changed_ms = ?, changed_twice = ? WHERE id = ?')
    .run(changedMs, twice ? 1 : 0, feed.id)
}

function toFeed(row: Row): FeedRow {
  return {
    id: integer(row, 'id'),
    name: text(row, 'name'),
    label: optionalText(row, 'label'),
    changedMs: integer(row, 'changed_ms'),
    changedTwice: integer(row, 'changed_twice') === 1,
  }
}
