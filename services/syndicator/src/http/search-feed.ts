import { ProblemError } from '@uniwire/service-kit'
import { z } from 'zod'
import type { FeedFormat } from '../feed-address.ts'
import { FEED_FORMATS } from '../feed-address.ts'
import type { SearchQuery } from '../documents/render-search.ts'
import { SHOWN } from '../store/feed-entries.ts'

/** The reader, `fetch`-shaped: over the network, or the neighbour's `fetch` in one process. */
export type FetchReader = (path: string, init: RequestInit) => Promise<Response>

export interface FoundArticles {
  readonly ids: readonly string[]
  /** Last sequence of the log that the search contained. */
  readonly position: number
}

/** Everything of a search that chooses articles (contract §5), in the order in which feeds name it. */
const PARAMETERS = ['q', 'university', 'language', 'category', 'from', 'to'] as const
const PATIENCE_MS = 5_000
const RETRY_SECONDS = 2
const MOST_CHARACTERS = 2_000

/** What RFC 3986 does not allow in a query, and browsers leave as it is. */
const FORBIDDEN = /[^0-9a-zA-Z;/?:@&=+$.\-_!~*'(),%]/g

const found = z.object({ hits: z.array(z.object({ id: z.string() })) })

/** `undefined`: not the path of a search feed. */
export function searchFormat(path: string): FeedFormat | undefined {
  return FEED_FORMATS.find((format) => path === `/feeds/search.${format}`)
}

/** What an address searches for. Throws ProblemError when it is too long. */
export function searchQuery(url: string): SearchQuery {
  const asked = new URL(url).searchParams
  const query = new URLSearchParams()
  for (const name of PARAMETERS) {
    const values = asked.getAll(name).filter((value) => value !== '')
    for (const value of [...new Set(values)].toSorted()) query.append(name, value.toWellFormed())
  }
  if (query.toString().length > MOST_CHARACTERS)
    throw new ProblemError({ code: 'bad-parameter', parameter: 'q' })
  // As it came: a parsed URL spells `'` in another way.
  const [, search = ''] = /^[^?#]*\?([^#]*)/.exec(url) ?? []
  const spelt = search.toWellFormed().replace(FORBIDDEN, encodeURIComponent)
  return { wanted: query, asked: spelt.length > MOST_CHARACTERS ? query.toString() : spelt }
}

/**
 * The newest articles of a search. The reader alone knows how to search, so it is asked by its public route,
 * and refuses in its own words. Throws ProblemError while it is away.
 */
export async function findArticles(
  fetchReader: FetchReader,
  query: SearchQuery,
  request: Headers,
): Promise<FoundArticles | Response> {
  const wanted = new URLSearchParams(query.wanted)
  wanted.set('sort', 'newest')
  wanted.set('limit', String(SHOWN))
  const headers = ['Accept-Language', 'Uniwire-Min-Position'].flatMap((name) => {
    const value = request.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  const answer = await ask(fetchReader, `/v1/search?${wanted.toString()}`, Object.fromEntries(headers))
  if (answer.status >= 400 && answer.status < 500) return refusal(answer)
  if (!answer.ok) throw away()
  const { hits } = found.parse(await answer.json())
  return { ids: hits.map(({ id }) => id), position: Number(answer.headers.get('Uniwire-Position') ?? 0) }
}

/**
 * A response of this process: `fetch` answers with another class than the one that the server knows, and with the
 * encoding of a body that it has decoded.
 */
async function refusal(answer: Response): Promise<Response> {
  const headers = PASSED_ON.flatMap((name) => {
    const value = answer.headers.get(name)
    return value === null ? [] : [[name, value] satisfies [string, string]]
  })
  return new Response(await answer.text(), { status: answer.status, headers })
}

const PASSED_ON = ['Content-Type', 'Content-Language', 'Cache-Control', 'Vary', 'Retry-After']

async function ask(
  fetchReader: FetchReader,
  path: string,
  headers: Record<string, string>,
): Promise<Response> {
  try {
    return await fetchReader(path, { headers, signal: AbortSignal.timeout(PATIENCE_MS) })
  } catch {
    throw away()
  }
}

function away(): ProblemError {
  return new ProblemError({ code: 'not-ready', retryAfterSeconds: RETRY_SECONDS })
}
