import type { Row } from '@uniwire/projection'
import { integer, optionalText, text } from '@uniwire/projection'
import type { FeedPlace } from '../feed-address.ts'
import { CATEGORY } from '../feed-address.ts'
import type { Change } from '../last-change.ts'
import { NEVER, nextChange } from '../last-change.ts'
import type { FeedDatabase } from './database.ts'

/** A feed that has or had an entry. */
export interface FeedRow {
  readonly id: number
  readonly name: string
  /** A category as its first article spelt it: later spellings must not move the title back and forth. */
  readonly label: string | undefined
  /** The last change of its entries. */
  readonly entries: Change
  /** The last change of what its Atom form shows: entries, withdrawals and the link to its archive. */
  readonly atom: Change
  /** Sequences of the last of these changes that a subscriber is owed (log §7). */
  readonly owed: Readonly<Record<FeedPart, number>>
}

/** `entries` are shown in every format; what is told of in Atom alone changes nothing elsewhere. */
export type FeedPart = 'entries' | 'atom'

export function findFeed(database: FeedDatabase, name: string): FeedRow | undefined {
  const row = database.statement('SELECT * FROM feeds WHERE name = ?').get(name)
  return row === undefined ? undefined : toFeed(row)
}

export function ensureFeed(database: FeedDatabase, place: FeedPlace, university: string): FeedRow {
  const { name, label } = place
  const found = findFeed(database, name)
  if (found !== undefined) return found
  const { lastInsertRowid } = database
    .statement(
      `INSERT INTO feeds (name, university, label, entries_ms, entries_twice, atom_ms, atom_twice,
         owed_entries, owed_atom) VALUES (?, ?, ?, 0, 0, 0, 0, 0, 0)`,
    )
    .run(name, name === 'all' ? null : university, label ?? null)
  const owed = { entries: 0, atom: 0 }
  return { id: Number(lastInsertRowid), name, label, entries: NEVER, atom: NEVER, owed }
}

/**
 * Names and labels of categories without an entry may be the last words that are left of what was erased,
 * also of versions that nobody sees any more.
 */
export function dropEmptyCategories(database: FeedDatabase, university: string): void {
  database
    .statement(
      `DELETE FROM feeds WHERE university = ? AND instr(name, '/${CATEGORY}') > 0
       AND NOT EXISTS (SELECT 1 FROM feed_entries WHERE feed = feeds.id)`,
    )
    .run(university)
}

/** Every feed that may show an entry of the university. */
export function feedsShowing(database: FeedDatabase, university: string): readonly FeedRow[] {
  return database
    .statement(`SELECT * FROM feeds WHERE university = ? OR name = 'all' ORDER BY id`)
    .all(university)
    .map(toFeed)
}

/** A change of the entries is one of the Atom form too. */
export function markChanged(database: FeedDatabase, feed: FeedRow, part: FeedPart, atMs: number): void {
  const atom = nextChange(feed.atom, atMs)
  const entries = part === 'entries' ? nextChange(feed.entries, atMs) : feed.entries
  database
    .statement('UPDATE feeds SET entries_ms = ?, entries_twice = ?, atom_ms = ?, atom_twice = ? WHERE id = ?')
    .run(entries.ms, entries.twice ? 1 : 0, atom.ms, atom.twice ? 1 : 0, feed.id)
}

/** Subscribers are owed what the event at `sequence` changed. */
export function markOwed(database: FeedDatabase, feed: FeedRow, part: FeedPart, sequence: number): void {
  const entries = part === 'entries' ? sequence : feed.owed.entries
  database
    .statement('UPDATE feeds SET owed_entries = ?, owed_atom = ? WHERE id = ?')
    .run(entries, sequence, feed.id)
}

function toFeed(row: Row): FeedRow {
  return {
    id: integer(row, 'id'),
    name: text(row, 'name'),
    label: optionalText(row, 'label'),
    entries: { ms: integer(row, 'entries_ms'), twice: integer(row, 'entries_twice') === 1 },
    atom: { ms: integer(row, 'atom_ms'), twice: integer(row, 'atom_twice') === 1 },
    owed: { entries: integer(row, 'owed_entries'), atom: integer(row, 'owed_atom') },
  }
}
