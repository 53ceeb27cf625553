import { DAY_MS, dayOf, HOUR_MS } from '@uniwire/ports'

/**
 * How long what is kept. By `now` of the caller, never by the engine's clock, is decided what counts; the
 * engine's own expiry only frees memory, later by `SLACK_MS` so that its clock may be wrong by as much.
 */
export const SLACK_MS = DAY_MS
/** A resend later than this counts again; the port promises seven days. */
export const EVENT_IDS_KEPT_MS = 8 * DAY_MS
/** What views of the last minutes of a day may take to arrive. */
export const DAY_STAYS_OPEN_MS = HOUR_MS
/** Windows up to so many hours are added up from rankings, longer ones from the articles' days. */
export const RANKED_HOURS = 32 * 24

/** The oldest day whose visitors are not forgotten. On a day before it nobody is new: too few is better than twice. */
export function visitorsKeptSince(now: number): string {
  return dayOf(now - DAY_STAYS_OPEN_MS)
}

/** Of the ranking of an hour or a day that ends at `endMs`; not above 0: no window reaches back to it. */
export function rankingLifetimeMs(endMs: number, now: number): number {
  return endMs + RANKED_HOURS * HOUR_MS + 2 * SLACK_MS - now
}
