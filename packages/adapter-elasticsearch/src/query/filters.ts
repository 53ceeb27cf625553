import type { estypes } from '@elastic/elasticsearch'
import type { SearchFilters } from '@uniwire/ports'

export type FilterName = 'university' | 'language' | 'category' | 'date'

/** The queries of each filter that is set. */
export type Filters = ReadonlyMap<FilterName, readonly estypes.QueryDslQueryContainer[]>

export function filtersOf({ universities, languages, categories, from, to }: SearchFilters): Filters {
  const date: estypes.QueryDslQueryContainer[] = []
  // A day is the article's own, both ends included; of instants the end is not (contract §5).
  if (from?.kind === 'day') date.push({ range: { day: { gte: from.day } } })
  if (to?.kind === 'day') date.push({ range: { day: { lte: to.day } } })
  if (from?.kind === 'instant') date.push({ range: { publishedAtMs: { gte: milliseconds(from.instant) } } })
  if (to?.kind === 'instant') date.push({ range: { publishedAtMs: { lt: milliseconds(to.instant) } } })
  const filters: readonly [FilterName, readonly estypes.QueryDslQueryContainer[]][] = [
    ['university', oneOf('university', universities)],
    ['language', oneOf('language', languages)],
    ['category', oneOf('categoryKeys', categories)],
    ['date', date],
  ]
  return new Map(filters.filter(([, queries]) => queries.length > 0))
}

/** Of all filters, or of all but one. */
export function filterQueries(filters: Filters, without?: FilterName): estypes.QueryDslQueryContainer[] {
  return [...filters].flatMap(([name, queries]) => (name === without ? [] : queries))
}

function oneOf(field: string, values: readonly string[]): readonly estypes.QueryDslQueryContainer[] {
  return values.length === 0 ? [] : [{ terms: { [field]: [...values] } }]
}

function milliseconds(instant: string): number {
  return Date.parse(instant)
}
