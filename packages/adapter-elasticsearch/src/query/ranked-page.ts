import type { CursorPlace, RankedPlace, SortValues } from './cursor.ts'
import { IndexGoneError } from '../engine/engine-errors.ts'
import { filtersOf } from './filters.ts'
import { articleKey } from '../names.ts'
import { scoringQuery } from './ranking.ts'
import { readPage } from './read-page.ts'
import type { PageAnswer, PageRequest, Reader } from './page-request.ts'
import { search } from './search.ts'
import type { Walk } from './search.ts'
import { phraseQueries } from './term-queries.ts'

const ORDER = [{ _score: 'desc' }, { publishedAtMs: 'desc' }, { id: 'desc' }] as const
/** Elasticsearch adds the last one to any order in a point in time. */
const ORDER_IN_POINT_IN_TIME = [...ORDER, { _shard_doc: 'asc' }] as const

/** By relevance, equal scores newest first. */
export function rankedPage(reader: Reader, request: PageRequest): Promise<PageAnswer> {
  const { place } = request
  return place?.ranked === undefined
    ? firstPage(reader, request)
    : laterPage(reader, request, place, place.ranked)
}

async function firstPage(reader: Reader, request: PageRequest): Promise<PageAnswer> {
  const newestMs = await reader.newestInstant.read()
  const walk = walkOf(reader, request, newestMs)
  const { page, asOf, rows, last } = await readPage(
    reader.names,
    { ...walk, in: { index: reader.names.read }, sort: ORDER },
    request.query,
  )
  if (last === undefined) return page
  return { ...page, next: { asOf, ranked: { newestMs, shown: rows.map(({ id }) => id) } } }
}

async function laterPage(
  reader: Reader,
  request: PageRequest,
  { asOf, after }: CursorPlace,
  ranked: RankedPlace,
): Promise<PageAnswer> {
  const { pointsInTime, names } = reader
  const { query } = request
  const { newestMs, shown } = ranked
  const walk = { ...walkOf(reader, request, newestMs), asOf, sort: ORDER_IN_POINT_IN_TIME }
  const pageIn = async (pit: string, from: SortValues | undefined): Promise<PageAnswer> => {
    const place = { ...query, without: shown, ...(from && { after: from }) }
    const { page, last } = await readPage(names, { ...walk, in: { pit } }, place)
    if (last !== undefined) {
      return { ...page, next: { asOf, after: last.sort, ranked: { newestMs, shown, pit } } }
    }
    pointsInTime.release(pit)
    return page
  }
  if (ranked.pit !== undefined) {
    try {
      return await pageIn(ranked.pit, after)
    } catch (error) {
      if (!(error instanceof IndexGoneError)) throw error
    }
  }
  const pit = await pointsInTime.open()
  return pageIn(pit, after && (await placeOf({ ...walk, in: { pit } }, after)))
}

/** A ranking made anew goes on after the last article shown, or, if it is gone, at its place. */
async function placeOf(walk: Walk, after: SortValues): Promise<SortValues> {
  const id = String(after[ORDER.findIndex((order) => 'id' in order)])
  const only = { ...walk, matching: [{ ids: { values: [articleKey(id)] } }] }
  const { rows } = await search(only, { size: 1, facets: false })
  return rows[0]?.sort ?? after
}

function walkOf({ engine }: Reader, { query, terms }: PageRequest, newestMs: number) {
  return {
    engine,
    must: scoringQuery(terms, query.match, newestMs),
    matching: phraseQueries(query),
    filters: filtersOf(query.filters),
  }
}
