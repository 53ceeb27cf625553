import { BadCursorError } from '@uniwire/ports'
import type { SearchHit, SearchPage, SearchQuery } from '@uniwire/ports'
import { decodeCursor, encodeCursor, queryDigest } from './cursor.ts'
import type { CursorPlace, SortValues } from './cursor.ts'
import type { Engine } from './engine.ts'
import { IndexGoneError, RequestRefusedError } from './engine-errors.ts'
import { filtersOf } from './filters.ts'
import { currentHits } from './hits.ts'
import type { Names } from './names.ts'
import { articleKey } from './names.ts'
import type { PointsInTime } from './points-in-time.ts'
import { scoringQuery } from './ranking.ts'
import { search } from './search.ts'
import type { SearchAnswer, Walk } from './search.ts'
import { distinctTerms, matchingQuery } from './term-queries.ts'
import type { Term } from './term-queries.ts'

export interface Reader {
  readonly engine: Engine
  readonly names: Names
  readonly pointsInTime: PointsInTime
}

/** Stubs and notes are no articles; a word is found in articles only. */
export const EVERY_ARTICLE = { term: { kind: { value: 'article' } } }

const ORDERS = {
  newest: [{ publishedAtMs: 'desc' }, { id: 'desc' }],
  views: [{ views: 'desc' }, { publishedAtMs: 'desc' }, { id: 'desc' }],
  // The last one is where Elasticsearch orders equals of a point in time anyway.
  relevance: [{ _score: 'desc' }, { publishedAtMs: 'desc' }, { id: 'desc' }, { _shard_doc: 'asc' }],
} as const

/** A swap may remove the index between two requests; then the query begins anew in the next one. */
const MOST_ATTEMPTS = 3

/** Throws `BadCursorError`. */
export async function runQuery(reader: Reader, query: SearchQuery): Promise<SearchPage> {
  const digest = queryDigest(query)
  const place = query.cursor === undefined ? undefined : decodeCursor(digest, query.cursor)
  const terms = distinctTerms(query.terms)
  const request: PageRequest = { query, digest, terms, place }
  for (let attempts = 1; ; attempts++) {
    try {
      return await (query.sort === 'relevance' && terms.length > 0
        ? rankedPage(reader, request)
        : keyedPage(reader, request))
    } catch (error) {
      // Its digest is no secret: somebody made it up.
      if (error instanceof RequestRefusedError && place !== undefined) {
        throw new BadCursorError('the cursor is damaged', { cause: error })
      }
      if (!(error instanceof IndexGoneError) || attempts === MOST_ATTEMPTS) throw error
    }
  }
}

interface PageRequest {
  readonly query: SearchQuery
  readonly digest: string
  readonly terms: readonly Term[]
  readonly place: CursorPlace | undefined
}

async function keyedPage(reader: Reader, request: PageRequest): Promise<SearchPage> {
  const { query, terms, place } = request
  const page = await readPage(reader, request, {
    engine: reader.engine,
    in: { index: reader.names.read },
    matching: terms.length === 0 ? [EVERY_ARTICLE] : matchingQuery(terms, query.match),
    filters: filtersOf(query.filters),
    sort: ORDERS[query.sort === 'views' ? 'views' : 'newest'],
    ...(place && { asOf: place.asOf }),
  })
  return searchPage(request, page)
}

async function rankedPage(reader: Reader, request: PageRequest): Promise<SearchPage> {
  const { pointsInTime } = reader
  const { ranked } = request.place ?? {}
  if (ranked !== undefined) {
    try {
      return await pageOfRanking(reader, request, ranked)
    } catch (error) {
      if (!(error instanceof IndexGoneError)) throw error
    }
  }
  const [pit, newestMs] = await Promise.all([pointsInTime.open(), ranked?.newestMs ?? newestInstant(reader)])
  if (ranked === undefined) return pageOfRanking(reader, request, { pit, newestMs })
  const resumed = await resume(reader, request, { ...ranked, pit })
  return pageOfRanking(reader, resumed, { pit, newestMs })
}

interface Ranking {
  readonly pit: string
  readonly newestMs: number
}

async function pageOfRanking(reader: Reader, request: PageRequest, ranking: Ranking): Promise<SearchPage> {
  const page = await readPage(reader, request, rankedWalk(reader, request, ranking))
  if (page.last === undefined) reader.pointsInTime.release(ranking.pit)
  return searchPage(request, page, ranking)
}

function rankedWalk({ engine }: Reader, { query, terms, place }: PageRequest, ranking: Ranking): Walk {
  return {
    engine,
    in: { pit: ranking.pit },
    must: scoringQuery(terms, query.match, ranking.newestMs),
    matching: [],
    filters: filtersOf(query.filters),
    sort: ORDERS.relevance,
    ...(place && { asOf: place.asOf }),
  }
}

/** A ranking made anew goes on after the last article shown, or, if it is gone, at its place. */
async function resume(
  reader: Reader,
  request: PageRequest,
  ranked: Ranking & { readonly id: string },
): Promise<PageRequest> {
  const { place } = request
  if (place === undefined) return request
  const walk = rankedWalk(reader, request, ranked)
  const lastShown = { ...walk, matching: [{ ids: { values: [articleKey(ranked.id)] } }] }
  const { rows } = await search(lastShown, { size: 1, facets: false })
  return { ...request, place: { ...place, after: rows[0]?.sort ?? place.after } }
}

interface Page {
  readonly answer: SearchAnswer
  readonly hits: readonly SearchHit[]
  /** The last row looked at, while something follows. */
  readonly last?: SortValues
}

/** Reads on until the page is full or nothing follows: rows that are no hits any more leave gaps. */
async function readPage(reader: Reader, { query, place }: PageRequest, walk: Walk): Promise<Page> {
  const { limit, facets } = query
  const hits: SearchHit[] = []
  let after = place?.after
  let first: SearchAnswer | undefined
  for (;;) {
    const wanted = limit - hits.length
    const answer = await search(first === undefined ? walk : { ...walk, asOf: first.asOf }, {
      size: wanted + 1,
      facets: facets && first === undefined,
      ...(after && { after }),
    })
    first ??= answer
    const rows = answer.rows.slice(0, wanted)
    if (rows.some(({ index }) => reader.names.parse(index) === undefined)) {
      throw new BadCursorError('the cursor is of another index')
    }
    hits.push(...(await currentHits(reader.engine, rows)))
    after = rows.at(-1)?.sort
    const more = answer.rows.length > wanted
    if (!more || after === undefined) return { answer: first, hits }
    if (hits.length === limit) return { answer: first, hits, last: after }
  }
}

function searchPage({ digest }: PageRequest, page: Page, ranking?: Ranking): SearchPage {
  const { answer, hits, last } = page
  const { asOf, total, facets } = answer
  const id = String(last?.[ORDERS.relevance.findIndex((order) => 'id' in order)] ?? '')
  const ranked = ranking && { pit: ranking.pit, newestMs: ranking.newestMs, id }
  return {
    total,
    hits,
    ...(facets && { facets }),
    ...(last && {
      nextCursor: encodeCursor(digest, { asOf, after: last, ...(ranked && { ranked }) }),
    }),
  }
}

/** Latest instant of publication among visible articles. */
async function newestInstant({ engine, names }: Reader): Promise<number> {
  const { rows } = await search(
    {
      engine,
      in: { index: names.read },
      matching: [EVERY_ARTICLE],
      filters: new Map(),
      sort: ORDERS.newest,
      asOf: Number.MAX_SAFE_INTEGER,
    },
    { size: 1, facets: false },
  )
  return Number(rows[0]?.sort[0] ?? 0)
}
