import type { ViewCounter, ViewEvent, ViewTotals } from '@uniwire/ports'

export interface ViewCounterEngine {
  /** A new, empty counter in a place of its own. */
  open(): Promise<OpenCounter>
  /** Whether counts outlive their process. */
  readonly afterRestart: 'the same counts' | 'no counts'
  /**
   * How event ids are forgotten: by the clock of `passTime`, or by the engine's own, which a test cannot
   * turn; then it is asked for how many milliseconds it will remember.
   */
  readonly forgetsIds:
    | { readonly by: 'clock'; readonly keptMs?: never }
    | { readonly by: 'engine'; keptMs(counter: OpenCounter, view: ViewEvent): Promise<number> }
}

export interface OpenCounter extends AsyncDisposable {
  readonly counter: ViewCounter
  /** The same counts as another process sees them; `counter` itself where only one process may have them. */
  readonly neighbour: ViewCounter
  /** Ends what `counter` is part of and begins it anew; `counter` is another object then. */
  restart(): Promise<void>
  /** Turns the engine's clock, where it has one to turn. */
  passTime(ms: number): Promise<void>
  /** Milliseconds since 1970, by that clock. */
  now(): number
}

export const DAY_MS = 86_400_000

/** UTC day, so many days from today by the engine's clock. */
export function day(open: OpenCounter, offset = 0): string {
  return new Date(open.now() + offset * DAY_MS).toISOString().slice(0, 10)
}

/** Views of `A` at noon of today, each by a visitor of its own, unless told otherwise. */
export function viewsOf(open: OpenCounter) {
  const today = day(open)
  let made = 0
  return (view: Partial<ViewEvent> & { readonly time?: string } = {}): ViewEvent => {
    made += 1
    const { time = '12:00:00.000', ...given } = view
    return {
      id: `event-${made}`,
      article: 'A',
      visitor: `visitor-${made}`,
      at: `${today}T${time}Z`,
      ...given,
    }
  }
}

export const emptyTotals = (article: string): ViewTotals => ({
  article,
  live: 0,
  unique: 0,
  rejected: {},
  revision: 0,
})

/** Counters that are there, at zero. */
export function begin({ counter }: OpenCounter, ...articles: readonly string[]): Promise<void> {
  return counter.seed(articles.map((article) => ({ totals: emptyTotals(article), days: {} })))
}

export async function totalsOf({ counter }: OpenCounter, article = 'A'): Promise<ViewTotals> {
  const [totals] = await counter.totals([article])
  if (totals === undefined) throw new Error(`${article} is absent`)
  return totals
}
