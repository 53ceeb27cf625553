import type { ViewCounter, ViewEvent, ViewTotals } from '@uniwire/ports'

const AT = '2024-09-02T12:00:00.000Z'
export const now = () => Date.parse(AT)

/** Counters that are there, at zero. */
export function begin(counter: ViewCounter, ...articles: readonly string[]): Promise<void> {
  return counter.seed(
    articles.map((article) => ({
      totals: { article, live: 0, unique: 0, rejected: {}, revision: 0 },
      days: {},
    })),
  )
}

/** A view by a visitor of its own, who is named like the event. */
export function view(id: string, given: Partial<ViewEvent> = {}): ViewEvent {
  return { id, article: 'A', visitor: id, at: AT, ...given }
}

export async function totalsOf(counter: ViewCounter, article = 'A'): Promise<ViewTotals> {
  const [totals] = await counter.totals([article])
  if (totals === undefined) throw new Error(`${article} is absent`)
  return totals
}
