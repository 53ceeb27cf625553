import { z } from 'zod'
import { rememberBriefly } from '../search/brief-memory.ts'
import type { DayViews } from '../pages/view-days.ts'

/** `fetch`-shaped: over the network in a process of its own, the neighbour's `app.fetch` in one process. */
export type FetchViews = (path: string, init: { readonly signal: AbortSignal }) => Promise<Response>

export interface ViewsClient {
  /** `undefined` while the service is away: pages do without. */
  totals(article: string): Promise<{ readonly total: number; readonly baseline: number } | undefined>
  mostRead(
    window: '24h' | '7d' | '30d' | 'all',
  ): Promise<readonly { readonly article: string; readonly views: number }[] | undefined>
  /** Each of the last 30 UTC days, the last of them today; half a minute old at most. */
  days(of: {
    readonly kind: 'article' | 'university'
    readonly name: string
  }): Promise<readonly DayViews[] | undefined>
}

/** A page waits no longer for what it can do without. */
const PATIENCE_MS = 500
/** Adding up the days of a large university takes a moment, and a page of it is asked for often. */
const DAYS_KEPT_MS = 30_000
const DAYS_KEPT_OF = 500

const totalsBody = z.object({ views: z.array(z.object({ total: z.number(), baseline: z.number() })) })
const mostReadBody = z.object({ articles: z.array(z.object({ article: z.string(), views: z.number() })) })
const daysBody = z.object({ days: z.array(z.object({ day: z.iso.date(), views: z.number() })) })

export function createViewsClient(
  fetchViews: FetchViews,
  onFailure: (error: unknown) => void,
  {
    monotonicMs,
    patienceMs = PATIENCE_MS,
  }: { readonly monotonicMs: () => number; readonly patienceMs?: number },
): ViewsClient {
  let away = false
  const ask = async <S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S> | undefined> => {
    const signal = AbortSignal.timeout(patienceMs)
    const read = async () => {
      const response = await fetchViews(path, { signal })
      if (!response.ok) throw new Error(`views answered ${response.status}`)
      return schema.parse(await response.json())
    }
    try {
      // A neighbour in the same process knows no signal.
      const body = await Promise.race([read(), overdue(signal)])
      away = false
      return body
    } catch (error) {
      // Once for each outage, not for each page.
      if (!away) onFailure(error)
      away = true
      return undefined
    }
  }
  const days = rememberBriefly(async (query) => (await ask(`/v1/views/days?${query}`, daysBody))?.days, {
    keptMs: DAYS_KEPT_MS,
    maxEntries: DAYS_KEPT_OF,
    monotonicMs,
  })
  return {
    days: ({ kind, name }) => days(`${kind}=${encodeURIComponent(name)}`),
    totals: async (article) => (await ask(`/v1/views?article=${article}`, totalsBody))?.views[0],
    mostRead: async (window) => (await ask(`/v1/most-read?window=${window}`, mostReadBody))?.articles,
  }
}

function overdue(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(new Error('views did not answer in time')), { once: true })
  return promise
}
