import { describe, expect, it } from 'vitest'
import { openDatabase } from '../sqlite/database.ts'
import type { Database } from '../sqlite/database.ts'
import { integer } from '../sqlite/columns.ts'
import { prepareViews } from './schema.ts'
import { recordViews, timed } from './record-views.ts'
import { sweepSome } from './sweep.ts'
import { readTotals, seedArticle } from './totals.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MIDNIGHT = Date.parse('2024-09-03T00:00:00Z')

describe('sweepSome', () => {
  it('forgets visitors an hour after their day, and counts none of that day anew', () => {
    using database = counter()
    record(database, 2, MIDNIGHT - 1)
    expect(sweepSome(database, MIDNIGHT + HOUR_MS - 1)).toBe(false)
    expect(rows(database, 'visitors')).toBe(2)
    sweepSome(database, MIDNIGHT + HOUR_MS)
    expect(rows(database, 'visitors')).toBe(0)
    record(database, 3, MIDNIGHT - 1, { now: MIDNIGHT + HOUR_MS, ids: 'late' })
    expect(readTotals(database, 'A')).toMatchObject({ live: 5, unique: 2 })
  })

  it('forgets the openings of a day that was over an hour after they arrived', () => {
    using database = counter()
    const arrived = MIDNIGHT + 5 * HOUR_MS
    record(database, 3, MIDNIGHT - 1, { now: arrived, ids: 'late' })
    sweepSome(database, arrived + HOUR_MS)
    expect(rows(database, 'visitors')).toBe(3)
    sweepSome(database, arrived + HOUR_MS + 1)
    expect(rows(database, 'visitors')).toBe(0)
  })

  it('forgets event ids after eight days and not after seven', () => {
    using database = counter()
    record(database, 2, MIDNIGHT)
    sweepSome(database, MIDNIGHT + 7 * DAY_MS)
    expect(rows(database, 'seen')).toBe(2)
    sweepSome(database, MIDNIGHT + 8 * DAY_MS + 1)
    expect(rows(database, 'seen')).toBe(0)
    expect(readTotals(database, 'A')).toMatchObject({ live: 2, unique: 2 })
  })

  it('forgets hours after 32 days, and no day', () => {
    using database = counter()
    record(database, 1, MIDNIGHT)
    sweepSome(database, MIDNIGHT + 32 * DAY_MS)
    expect(rows(database, 'hours')).toBe(1)
    sweepSome(database, MIDNIGHT + 32 * DAY_MS + HOUR_MS)
    expect(rows(database, 'hours')).toBe(0)
    expect(rows(database, 'days')).toBe(1)
  })

  it('works in steps, and says when there is more', () => {
    using database = counter()
    record(database, 2_500, MIDNIGHT)
    const later = MIDNIGHT + 30 * DAY_MS
    expect([1, 2, 3].map(() => sweepSome(database, later))).toEqual([true, true, false])
    expect(rows(database, 'seen') + rows(database, 'visitors')).toBe(0)
  })
})

function counter(): Database {
  const database = openDatabase(':memory:', { synchronous: 'FULL' })
  prepareViews(database)
  seedArticle(database, { totals: { article: 'A', live: 0, unique: 0, rejected: {}, revision: 0 }, days: {} })
  return database
}

function record(
  database: Database,
  count: number,
  atMs: number,
  { now = atMs, ids = 'event' }: { readonly now?: number; readonly ids?: string } = {},
): void {
  const at = new Date(atMs).toISOString()
  const views = Array.from({ length: count }, (_, n) => ({
    id: `${ids}-${n}`,
    article: 'A',
    visitor: `${ids}-${n}`,
    at,
  }))
  database.transaction(() => recordViews(database, timed(views), now))
}

function rows(database: Database, table: string): number {
  return integer(database.statement(`SELECT count(*) AS n FROM ${table}`).get() ?? {}, 'n')
}
