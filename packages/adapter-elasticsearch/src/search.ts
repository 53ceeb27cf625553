import type { estypes } from '@elastic/elasticsearch'
import type { SearchFacets } from '@uniwire/ports'
import type { SortValues } from './cursor.ts'
import type { Engine } from './engine.ts'
import { facetAggregations, facetsOf } from './facets.ts'
import type { FacetAnswers } from './facets.ts'
import { filterQueries } from './filters.ts'
import type { Filters } from './filters.ts'
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
  readonly facets: boolean
}

export interface FoundRow {
  readonly index: string
  readonly key: string
  readonly sort: SortValues
}

export interface SearchAnswer {
  readonly total: number
  readonly rows: readonly FoundRow[]
  /** Sequence of the newest match. */
  readonly asOf: number
  readonly facets?: SearchFacets
}

/** One request; the sources of its hits are read by themselves, realtime. */
export async function search(walk: Walk, { size, after, facets }: SearchRequest): Promise<SearchAnswer> {
  const { engine, must, matching, filters, sort, asOf } = walk
  const scope: estypes.QueryDslQueryContainer[] = [
    ...matching,
    ...(asOf === undefined ? [] : [{ range: { firstSequence: { lte: asOf } } }]),
  ]
  const chosen = filterQueries(filters)
  const aggregations = {
    ...(asOf === undefined && { newest: { max: { field: 'firstSequence' } } }),
    ...(facets && facetAggregations(filters)),
  }
  const answer = await engine.call((client) =>
    client.search<unknown, Partial<FacetAnswers> & { readonly newest?: { readonly value: number | null } }>({
      ...('pit' in walk.in ? { pit: { id: walk.in.pit, keep_alive: KEEP_ALIVE } } : walk.in),
      allow_partial_search_results: false,
      query: {
        bool: {
          ...(must && { must }),
          // Aggregations see every match, whatever is chosen, so then the choice comes after them.
          filter: facets ? scope : [...scope, ...chosen],
        },
      },
      ...(facets && chosen.length > 0 && { post_filter: { bool: { filter: chosen } } }),
      ...(Object.keys(aggregations).length > 0 && { aggs: aggregations }),
      sort: [...sort],
      size,
      track_total_hits: true,
      _source: false,
      ...(after && { search_after: [...after] }),
    }),
  )
  const { hits, aggregations: found } = answer
  return {
    total: typeof hits.total === 'object' ? hits.total.value : (hits.total ?? 0),
    rows: hits.hits.map(({ _index, _id = '', sort: values = [] }) => ({
      index: _index,
      key: _id,
      sort: values.map((value) => (typeof value === 'number' ? value : String(value))),
    })),
    asOf: asOf ?? found?.newest?.value ?? 0,
    // Asked for, so answered; the client's type cannot know.
    ...(facets && { facets: facetsOf(found as unknown as FacetAnswers) }),
  }
}
