import type { TotalsPayload } from '@uniwire/events'
import type { Seed } from '../totals/logged-totals.ts'
import type { ProjectionStore, Row } from '@uniwire/projection'
import { integer, text } from '@uniwire/projection'

const DAY_MS = 86_400_000

/** A record of the totals stream. */
export interface LoggedTotals {
  readonly sequence: number
  readonly payload: TotalsPayload
}

/** In a transaction. Records of one day come in order of their revision; those of an article need not. */
export function applyTotals(database: ProjectionStore, { sequence, payload }: LoggedTotals): void {
  const { article, day, live, totals } = payload
  const { live: all, unique, rejected, revision } = totals
  const row = database
    .statement(
      `INSERT INTO articles (id, live, visitors, rejected, revision, totalled_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET
         live = iif(excluded.revision > revision, excluded.live, live),
         visitors = iif(excluded.revision > revision, excluded.visitors, visitors),
         rejected = iif(excluded.revision > revision, excluded.rejected, rejected),
         revision = max(excluded.revision, revision), totalled_at = excluded.totalled_at
       RETURNING key`,
    )
    .get(article, all, unique, JSON.stringify(rejected), revision, sequence)
  database
    .statement('INSERT OR REPLACE INTO days VALUES (?, ?, ?)')
    .run(integer(row ?? {}, 'key'), dayNumber(day), live)
}

/** Totals of articles in order of their ids, from the one after `after`; whoever was never totalled is left out. */
export function readSeeds(database: ProjectionStore, after: string, limit: number): readonly Seed[] {
  return database
    .statement('SELECT * FROM articles WHERE id > ? AND revision > 0 ORDER BY id LIMIT ?')
    .all(after, limit)
    .map((row) => toSeed(database, row))
}

/** Of these articles, as far as they were totalled. */
export function readSeedsOf(database: ProjectionStore, articles: readonly string[]): readonly Seed[] {
  const find = database.statement('SELECT * FROM articles WHERE id = ? AND revision > 0')
  return articles.flatMap((article) => {
    const row = find.get(article)
    return row === undefined ? [] : [toSeed(database, row)]
  })
}

function toSeed(database: ProjectionStore, row: Row): Seed {
  return {
    totals: {
      article: text(row, 'id'),
      live: integer(row, 'live'),
      unique: integer(row, 'visitors'),
      // Written by `applyTotals`, from a payload that its schema has read.
      rejected: JSON.parse(text(row, 'rejected')) as Readonly<Record<string, number>>,
      revision: integer(row, 'revision'),
    },
    days: readDays(database, integer(row, 'key')),
  }
}

/** Oldest record first. */
export function* readRevisions(
  database: ProjectionStore,
): Generator<{ readonly article: string; readonly revision: number }> {
  const rows = database
    .statement('SELECT id, revision FROM articles WHERE revision > 0 ORDER BY totalled_at')
    .iterate()
  for (const row of rows) yield { article: text(row, 'id'), revision: integer(row, 'revision') }
}

/** In a transaction: the totals stream is another one. */
export function forgetTotals(database: ProjectionStore): void {
  database.exec(`
    DELETE FROM days;
    UPDATE articles SET live = 0, visitors = 0, rejected = '{}', revision = 0, totalled_at = 0;
  `)
}

function readDays(database: ProjectionStore, key: number): Readonly<Record<string, number>> {
  const rows = database.statement('SELECT day, live FROM days WHERE article = ?').all(key)
  return Object.fromEntries(rows.map((row) => [dayText(integer(row, 'day')), integer(row, 'live')]))
}

/** Days since 1970 of a UTC day, `2026-11-22`. */
export function dayNumber(day: string): number {
  return Math.floor(Date.parse(day) / DAY_MS)
}

export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}
