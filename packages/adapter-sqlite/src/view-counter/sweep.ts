import { DAY_MS, dayOf, HOUR_MS, hourOf } from '@uniwire/ports'
import type { Database } from '../sqlite/database.ts'

/** A resend later than this counts again; the port promises seven days. */
const EVENT_IDS_KEPT_MS = 8 * DAY_MS
/** What views of the last minutes of a day may take to arrive. */
const DAY_STAYS_OPEN_MS = HOUR_MS
/** An opening of a day that is over is compared with others for so long after it arrived. */
export const LATE_OPENING_KEPT_MS = HOUR_MS
export const HOURS_KEPT = 32 * 24
/** One transaction deletes so many rows of a table at most. */
const MAX_ROWS_PER_STEP = 1_000

/** The oldest day whose visitors are not forgotten. */
export function visitorsKeptSince(now: number): string {
  return dayOf(now - DAY_STAYS_OPEN_MS)
}

/** In a transaction: forgets some of what is over; returns whether there may be more. */
export function sweepSome(database: Database, now: number): boolean {
  const deleted = [
    database
      .statement(
        `DELETE FROM seen WHERE (article, event) IN
           (SELECT article, event FROM seen WHERE stored_at < ? LIMIT ${MAX_ROWS_PER_STEP})`,
      )
      .run(now - EVENT_IDS_KEPT_MS),
    database
      .statement(
        `DELETE FROM visitors WHERE (day, article, visitor) IN
           (SELECT day, article, visitor FROM visitors WHERE day < ? AND kept_until < ?
            LIMIT ${MAX_ROWS_PER_STEP})`,
      )
      .run(visitorsKeptSince(now), now),
    database
      .statement(
        `DELETE FROM hours WHERE (hour, article) IN
           (SELECT hour, article FROM hours WHERE hour < ? LIMIT ${MAX_ROWS_PER_STEP})`,
      )
      .run(hourOf(now) - HOURS_KEPT),
  ]
  return deleted.some(({ changes }) => changes === MAX_ROWS_PER_STEP)
}
