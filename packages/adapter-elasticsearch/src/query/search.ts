import type { estypes } from '@elastic/elasticsearch'
import type { SearchFacets } from '@uniwire/ports'
import type { SortValues } from './cursor.ts'
import type { Engine } from '../engine/engine.ts'
import { facetAggregations, facetsOf } from './facets.ts'
import type { FacetAnswers } from './facets.ts'
import { filterQueries } from './filters.ts'
import type { Filters } from './filters.ts'
import { articleKey } from '../names.ts'
import { KEEP_ALIVE } from './points-in-time.ts'

/** What one walk asks for on each of its pages. */
export interface Walk {
  readonly engine: Engine
  /** An alias, or a point in time. */
  readonly in: { readonly index: string } | { readonly pit: string }
  /** Scores, if the walk is by relevance. */
  readonly must?: estypes.QueryDslQueryContainer
  readonly matching: readonly estypes.QueryDslQueryContainer[]
  readonly filters: Filters
  readonly sort: readonly Record<string, 'desc' | 'asc'>[]
  /** Nothing that became visible later; absent on the first page. */
  readonly asOf?: number
}

export interface SearchRequest {
  readonly size: number
  readonly after?: SortValues
  /** Ids that are counted but not given. */
  readonly without?: readonly string[]
  readonly facets: boolean
}

export interface FoundRow {
  readonly index: string
  readonly id: string
  readonly sort: SortValues
}

export interface SearchAnswer {
  readonly total: number
  readonly rows: readonly FoundRow[]
  /** Sequence of the newest match. */
  readonly asOf: number
  readonly facets?: SearchFacets
}

/** Stubs and notes are no articles; a word is found in articles only. */
export const EVERY_ARTICLE = { term: { kind: { value: 'article' } } }

/** One request; the sources of its hits are read by themselves, realtime. */
export async function search(walk: Walk, request: SearchRequest): Promise<SearchAnswer> {
  const { without = [] } = request
  const idAt = walk.sort.findIndex((order) => 'id' in order)
  const answer = await walk.engine.call((client) =>
    client.search<unknown, Partial<FacetAnswers> & { readonly newest?: { readonly value: number | null } }>(
      searchParameters(walk, request),
    ),
  )
  const { hits, aggregations: found } = answer
  return {
    total: (typeof hits.total === 'object' ? hits.total.value : (hits.total ?? 0)) + without.length,
    rows: hits.hits.map(({ _index, sort: values = [] }) => {
      const sort = values.map((value) => (typeof value === 'number' ? value : String(value)))
      return { index: _index, id: String(sort[idAt]), sort }
    }),
    asOf: walk.asOf ?? found?.newest?.value ?? 0,
    // Asked for, so answered; the client's type cannot know.
    ...(request.facets && { facets: facetsOf(found as unknown as FacetAnswers) }),
  }
}

export function searchParameters(
  { in: searched, must, matching, filters, sort, asOf }: Omit<Walk, 'engine'>,
  { size, after, without = [], facets }: SearchRequest,
): estypes.SearchRequest {
  const scope: estypes.QueryDslQueryContainer[] = [
    ...matching,
    ...(asOf === undefined ? [] : [{ range: { firstSequence: { lte: asOf } } }]),
  ]
  const chosen = filterQueries(filters)
  const excluded = { ids: { values: without.map(articleKey) } }
  // Aggregations see every match, whatever is chosen or shown already, so those come after them.
  const later = {
    ...(facets && chosen.length > 0 && { filter: chosen }),
    ...(without.length > 0 && { must_not: [excluded] }),
  }
  const aggregations = {
    ...(asOf === undefined && { newest: { max: { field: 'firstSequence' } } }),
    ...(facets && facetAggregations(filters)),
  }
  return {
    ...('pit' in searched ? { pit: { id: searched.pit, keep_alive: KEEP_ALIVE } } : searched),
    allow_partial_search_results: false,
    query: {
      bool: {
        ...(must && { must }),
        filter: facets ? scope : [...scope, ...chosen],
      },
    },
    ...(Object.keys(later).length > 0 && { post_filter: { bool: later } }),
    ...(Object.keys(aggregations).length > 0 && { aggs: aggregations }),
    sort: [...sort],
    size,
    track_total_hits: true,
    // The order names each hit; not even its `_id` is read.
    _source: false,
    stored_fields: '_none_',
    ...(after && { search_after: [...after] }),
  }
}
