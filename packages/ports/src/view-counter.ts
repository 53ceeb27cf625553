/**
 * Counts of views. Promises (log §6), each a sentence of `tests/contract/view-counter.contract.ts`:
 * - *Duplicates*: an event id counts once per article, remembered in the same atomic step that counts, for
 *   seven days at least.
 * - *Absence* is not zero: a view of an article that was never seeded is answered `absent` and not
 *   counted; `seed` fills an absent counter.
 * - *Age*: a counter whose revision is below the one that the log has (`loggedRevision`) came back older
 *   than the log; its views are answered `absent` too, and not counted. `seed` lifts it: the revision
 *   decides. One at that revision or above is left as it is.
 * - *Durability*: a resolved `record` survives kill -9.
 * - Nothing goes down: no total, no revision.
 */
export interface ViewEvent {
  /** The client's id of this view, or a derived one. */
  readonly id: string
  readonly article: string
  /**
   * Keyed hash of the reader, good for one day; never an address. Empty: a reader who is not to be
   * recognised, whose views are no reloads and who is in no number of visitors.
   */
  readonly visitor: string
  /** UTC instant. */
  readonly at: string
  /** Why it is no view (`robot`, `prefetch` …); absent: it is one, unless the counter finds a reload. */
  readonly rejected?: string
  /** The article's revision as the log has it; a counter below it has lost what it knew. */
  readonly loggedRevision?: number
}

/**
 * `reload`: the same visitor opened the same article less than `RELOAD_GUARD_MS` before or after, by `at`;
 * each opening begins the time anew. It is not counted, and kept in `rejected` under `reload`.
 */
export type ViewOutcome = 'counted' | 'rejected' | 'reload' | 'duplicate' | 'absent'

export interface ViewTotals {
  readonly article: string
  /** Counted views, all days. */
  readonly live: number
  /** Visitors, added up over days: one person on two days is two. */
  readonly unique: number
  /** Views that were not counted, by reason. */
  readonly rejected: Readonly<Record<string, number>>
  /** Rises with every change of this article's counts. */
  readonly revision: number
}

/** Absolute value of one article on one UTC day; what is published to the log's totals stream. */
export interface DayTotals {
  readonly day: string
  readonly live: number
  readonly totals: ViewTotals
}

/**
 * Most read in the hours up to `at`; `all` counts from the beginning. No view younger than the window is
 * left out and none is in it that is more than an hour older; a window over 31 days begins with a UTC day.
 */
export interface MostReadQuery {
  readonly windowHours: number | 'all'
  readonly at: string
  readonly limit: number
}

export interface ViewCounter extends AsyncDisposable {
  record(views: readonly ViewEvent[]): Promise<readonly ViewOutcome[]>
  totals(articles: readonly string[]): Promise<readonly (ViewTotals | undefined)[]>
  /**
   * `days`: counted views by UTC day, as far as they are known. A counter that is lifted keeps each value that
   * is higher than the seed's.
   */
  seed(
    seeds: readonly { readonly totals: ViewTotals; readonly days: Readonly<Record<string, number>> }[],
  ): Promise<void>
  /** Highest first, equal counts by article id. */
  mostRead(query: MostReadQuery): Promise<readonly { readonly article: string; readonly views: number }[]>
  /** Days whose totals changed since they were last settled, oldest change first. */
  unsettled(limit: number): Promise<readonly DayTotals[]>
  /** These values are in the log; one that changed meanwhile stays unsettled. */
  settle(settled: readonly DayTotals[]): Promise<void>
  /**
   * What readers of a UTC day are hashed with: of the salts offered for it the first, for everyone who shares the
   * counter, so that replicas know each other's readers. Forgotten once another day's is asked for an hour later.
   */
  visitorSalt(day: string, offered: Uint8Array): Promise<Uint8Array>
}

/** COUNTER code of practice 7.2: two clicks of one reader within 30 seconds are one. */
export const RELOAD_GUARD_MS = 30_000
