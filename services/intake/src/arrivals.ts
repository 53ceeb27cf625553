import type { Arrival, ArrivalsBody } from '@uniwire/http-api'
import type { StoredArticle } from '@uniwire/newsroom'
import type { EventLog } from '@uniwire/ports'
import type { KeptLetters } from '@uniwire/projection'

/** Whoever has a position; each is asked for its own header `Uniwire-Position`. */
export type AskedService = 'reader' | 'syndicator' | 'views'
/** A GET to a path of one service: directly, or by the public origin (decision 0013). */
export type FetchService = (service: AskedService, path: string, init: RequestInit) => Promise<Response>

export interface Arrivals {
  of(stored: StoredArticle): Promise<ArrivalsBody>
}

/** A service that is away must not keep the answer about the others. */
const ASK_TIMEOUT_MS = 2_000

/** The cheapest question of each service whose answer carries its position. `projection` names its dead letters. */
const PLACES = {
  search: { service: 'reader', path: '/v1/suggest?q=', projection: 'search' },
  feeds: {
    service: 'syndicator',
    path: `/v1/changes?after=${Number.MAX_SAFE_INTEGER}&limit=1`,
    projection: 'feeds',
  },
  hub: { service: 'syndicator', path: '/hub', projection: 'hub' },
  views: { service: 'views', path: '/v1/views?article=-', projection: 'views' },
} as const satisfies Record<string, { service: AskedService; path: string; projection: string }>

/** Where an article's last event has arrived (contract §1). */
export function createArrivals(options: {
  readonly log: EventLog
  readonly letters: Pick<KeptLetters, 'find'>
  readonly fetchService: FetchService
  readonly onFailure: (service: AskedService, error: unknown) => void
}): Arrivals {
  const { log, letters, fetchService, onFailure } = options

  const positionOf = async (service: AskedService, path: string): Promise<number | null> => {
    try {
      const response = await fetchService(service, path, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) })
      await response.body?.cancel()
      const text = response.headers.get('Uniwire-Position') ?? ''
      return response.ok && /^\d{1,16}$/.test(text) ? Number(text) : null
    } catch (error) {
      onFailure(service, error)
      return null
    }
  }
  const arrival = async (place: keyof typeof PLACES, sequence: number): Promise<Arrival> => {
    const { service, path, projection } = PLACES[place]
    const [position, letter] = await Promise.all([
      positionOf(service, path),
      letters.find(projection, sequence),
    ])
    if (letter !== undefined) return { state: 'dead-lettered', position, reason: letter.reason }
    if (position === null) return { state: 'unknown', position }
    return { state: position >= sequence ? 'arrived' : 'pending', position }
  }
  return {
    async of({ article, sequence }) {
      const [end, search, feeds, hub, views] = await Promise.all([
        log.end(),
        arrival('search', sequence),
        arrival('feeds', sequence),
        arrival('hub', sequence),
        arrival('views', sequence),
      ])
      const { id, version, status } = article
      return {
        id,
        version,
        status,
        sequence,
        log: { state: 'arrived', position: end },
        search,
        feeds,
        hub,
        views,
      }
    },
  }
}
