import type { estypes } from '@elastic/elasticsearch'
import type { FacetCount, SearchFacets } from '@uniwire/ports'
import { filterQueries } from './filters.ts'
import type { FilterName, Filters } from './filters.ts'

/** The most frequent values of each facet are given, up to this many. */
const MAX_FACET_VALUES = 1_000
/** Pairs of category and label: a category may be written in several ways. */
const MAX_PAIRS = 10_000

/** Each facet: its field, and the filter that does not hold for it. */
const FACETS = {
  university: { field: 'university', filter: 'university', size: MAX_FACET_VALUES },
  language: { field: 'language', filter: 'language', size: MAX_FACET_VALUES },
  category: { field: 'categoryKeys', filter: 'category', size: MAX_FACET_VALUES },
  pair: { field: 'categoryPairs', filter: 'category', size: MAX_PAIRS },
  year: { field: 'year', filter: 'date', size: MAX_FACET_VALUES },
} as const satisfies Record<string, { field: string; filter: FilterName; size: number }>

type FacetName = keyof typeof FACETS

/** What Elasticsearch answers to `facetAggregations`. */
export type FacetAnswers = { readonly [Name in FacetName]: FacetAnswer } & { readonly month: MonthAnswer }

interface MonthAnswer {
  readonly values: {
    readonly buckets: readonly { readonly key_as_string: string; readonly doc_count: number }[]
  }
}

interface FacetAnswer {
  readonly values: { readonly buckets: readonly { readonly key: string; readonly doc_count: number }[] }
}

/** The filters stand in `post_filter`: an aggregation sees every match, and filters it for itself. */
export function facetAggregations(
  filters: Filters,
): Record<keyof FacetAnswers, estypes.AggregationsAggregationContainer> {
  const facet = (name: FacetName): estypes.AggregationsAggregationContainer => {
    const { field, filter, size } = FACETS[name]
    return {
      filter: { bool: { filter: filterQueries(filters, filter) } },
      aggs: { values: { terms: { field, size, order: [{ _count: 'desc' }, { _key: 'asc' }] } } },
    }
  }
  return {
    university: facet('university'),
    language: facet('language'),
    category: facet('category'),
    pair: facet('pair'),
    year: facet('year'),
    month: {
      filter: { bool: { filter: filterQueries(filters, 'date') } },
      aggs: { values: { date_histogram: MONTHS } },
    },
  }
}

/** `day` is the article's own, and to the engine that day in UTC: so its month is the article's own too. */
const MONTHS = {
  field: 'day',
  calendar_interval: 'month',
  format: 'yyyy-MM',
  min_doc_count: 1,
  order: { _count: 'desc' },
} as const

export function facetsOf({ university, language, category, pair, year, month }: FacetAnswers): SearchFacets {
  const labels = commonestLabels(pair)
  const plain = ({ values }: FacetAnswer) =>
    values.buckets.map(({ key, doc_count }): FacetCount => ({ value: key, label: key, count: doc_count }))
  return {
    university: plain(university),
    language: plain(language),
    category: plain(category).map((one) => ({ ...one, label: labels.get(one.value) ?? one.label })),
    year: plain(year),
    month: month.values.buckets
      .slice(0, MAX_FACET_VALUES)
      .map(({ key_as_string: value, doc_count: count }) => ({ value, label: value, count })),
  }
}

/** The label that most of the counted articles show, of equals the first by code point: as they are ordered. */
function commonestLabels({ values }: FacetAnswer): ReadonlyMap<string, string> {
  const labels = new Map<string, { readonly label: string; readonly count: number }>()
  for (const { key: pair, doc_count: count } of values.buckets) {
    // Written by `sourceOf` alone.
    const [key, label] = JSON.parse(pair) as readonly [string, string]
    if (count > (labels.get(key)?.count ?? 0)) labels.set(key, { label, count })
  }
  return new Map(Array.from(labels, ([key, { label }]) => [key, label]))
}
