import { DAY_MS, dayOf, hourOf, parseInstant, RELOAD_GUARD_MS } from '@uniwire/ports'
import type { ViewEvent, ViewOutcome } from '@uniwire/ports'
import type { Database } from '../sqlite/database.ts'
import { integer, text } from '../sqlite/columns.ts'
import { LATE_OPENING_KEPT_MS, visitorsKeptSince } from './sweep.ts'

export interface TimedView {
  readonly view: ViewEvent
  readonly atMs: number
}

/** Throws RangeError for a time that is none, before anything is written. */
export function timed(views: readonly ViewEvent[]): readonly TimedView[] {
  return views.map((view) => ({ view, atMs: parseInstant(view.at) }))
}

/** In a transaction: each view sees what the ones before it did. */
export function recordViews(
  database: Database,
  views: readonly TimedView[],
  now: number,
): readonly ViewOutcome[] {
  return views.map((timedView) => recordView(database, timedView, now))
}

function recordView(database: Database, { view, atMs }: TimedView, now: number): ViewOutcome {
  const row = database.statement('SELECT id, revision FROM articles WHERE name = ?').get(view.article)
  if (row === undefined || integer(row, 'revision') < (view.loggedRevision ?? 0)) return 'absent'
  const article = integer(row, 'id')
  const { changes } = database
    .statement('INSERT INTO seen VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
    .run(article, view.id, now)
  if (changes === 0) return 'duplicate'

  if (view.rejected !== undefined) {
    reject(database, article, atMs, view.rejected)
    return 'rejected'
  }
  if (view.visitor === '') {
    count(database, article, atMs, false)
    return 'counted'
  }
  if (isReload(database, article, view.visitor, atMs, now)) {
    reject(database, article, atMs, 'reload')
    return 'reload'
  }
  count(database, article, atMs, isNewVisitor(database, article, view.visitor, atMs, now))
  return 'counted'
}

/**
 * Each opening begins the 30 seconds anew, as in COUNTER 7.2. Replicas may deliver two openings in either
 * order, so the distance counts, not the direction. What goes on over midnight stays with the day it began on.
 */
function isReload(database: Database, article: number, visitor: string, atMs: number, now: number): boolean {
  const near = database
    .statement('SELECT day, last_at FROM visitors WHERE day IN (?, ?, ?) AND article = ? AND visitor = ?')
    .all(dayOf(atMs - DAY_MS), dayOf(atMs), dayOf(atMs + RELOAD_GUARD_MS), article, visitor)
    .find((row) => Math.abs(atMs - integer(row, 'last_at')) < RELOAD_GUARD_MS)
  if (near === undefined) return false
  rememberOpening(database, { article, visitor, day: text(near, 'day'), atMs }, now)
  return true
}

/** On a day whose visitors may be forgotten nobody is new: too few is better than twice. */
function isNewVisitor(
  database: Database,
  article: number,
  visitor: string,
  atMs: number,
  now: number,
): boolean {
  const day = dayOf(atMs)
  const isKnown = rememberOpening(database, { article, visitor, day, atMs }, now)
  return !isKnown && day >= visitorsKeptSince(now)
}

/** Returns whether the visitor was there on that day. */
function rememberOpening(
  database: Database,
  opening: {
    readonly article: number
    readonly visitor: string
    readonly day: string
    readonly atMs: number
  },
  now: number,
): boolean {
  const { article, visitor, day, atMs } = opening
  const keptUntil = day < visitorsKeptSince(now) ? now + LATE_OPENING_KEPT_MS : 0
  const { changes } = database
    .statement('INSERT INTO visitors VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
    .run(day, article, visitor, atMs, keptUntil)
  if (changes === 1) return false
  database
    .statement(
      `UPDATE visitors SET last_at = max(last_at, ?), kept_until = max(kept_until, ?)
       WHERE article = ? AND visitor = ? AND day = ?`,
    )
    .run(atMs, keptUntil, article, visitor, day)
  return true
}

function count(database: Database, article: number, atMs: number, newVisitor: boolean): void {
  database
    .statement('INSERT INTO hours VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET live = live + 1')
    .run(hourOf(atMs), article)
  change(database, article, atMs, { live: 1, visitors: newVisitor ? 1 : 0 })
}

function reject(database: Database, article: number, atMs: number, reason: string): void {
  database
    .statement('INSERT INTO rejections VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET views = views + 1')
    .run(article, reason)
  change(database, article, atMs, { live: 0, visitors: 0 })
}

function change(
  database: Database,
  article: number,
  atMs: number,
  by: { readonly live: number; readonly visitors: number },
): void {
  const row = database
    .statement(
      `UPDATE articles SET live = live + ?, visitors = visitors + ?, revision = revision + 1
       WHERE id = ? RETURNING revision`,
    )
    .get(by.live, by.visitors, article)
  database.statement(CHANGE_DAY).run(dayOf(atMs), article, by.live, integer(row ?? {}, 'revision'))
}

/** Whatever waits keeps its place in the queue, so that an article read all the time cannot starve another. */
const CHANGE_DAY = `
  INSERT INTO days (day, article, live, revision, turn)
  VALUES (?, ?, ?, ?, (SELECT coalesce(max(turn), 0) + 1 FROM days WHERE turn IS NOT NULL))
  ON CONFLICT DO UPDATE SET
    live = live + excluded.live, revision = excluded.revision, turn = coalesce(turn, excluded.turn)`
