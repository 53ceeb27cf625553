/** What a search asks for, as its address says it (contract §5). */
export interface SearchParameters {
  readonly q: string
  readonly university: readonly string[]
  readonly language: readonly string[]
  readonly category: readonly string[]
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Absent: best match for words, newest first without any. */
  readonly sort?: SearchOrder | undefined
}

export type SearchOrder = 'relevance' | 'newest' | 'views'
export type ListFilter = 'university' | 'language' | 'category'

/** `/search?q=…` of the first page; names always in the same order, so that one search has one address. */
export function searchPath(parameters: SearchParameters): string {
  const pairs = searchPairs(parameters)
  const query = new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString()
  return query === '' ? '/search' : `/search?${query}`
}

export function searchPairs(parameters: SearchParameters): readonly (readonly [string, string])[] {
  const { q, university, language, category, from, to, sort } = parameters
  return [
    ...(q === '' ? [] : [['q', q] as const]),
    ...university.map((value) => ['university', value] as const),
    ...language.map((value) => ['language', value] as const),
    ...category.map((value) => ['category', value] as const),
    ...(from === undefined ? [] : [['from', from] as const]),
    ...(to === undefined ? [] : [['to', to] as const]),
    ...(sort === undefined ? [] : [['sort', sort] as const]),
  ]
}

/** The same search with this value of a filter added, or taken away when it is there. */
export function toggled(parameters: SearchParameters, filter: ListFilter, value: string): SearchParameters {
  const values = parameters[filter]
  const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value]
  return { ...parameters, [filter]: next }
}

/** A year is asked for by its first and last day; asking again takes the period away. */
export function yearToggled(parameters: SearchParameters, year: string): SearchParameters {
  if (yearOf(parameters) === year) return withoutPeriod(parameters)
  return { ...parameters, from: `${year}-01-01`, to: `${year}-12-31` }
}

/** The year when the period is exactly one calendar year. */
export function yearOf({ from, to }: SearchParameters): string | undefined {
  const year = from?.slice(0, 4)
  return from === `${year}-01-01` && to === `${year}-12-31` ? year : undefined
}

/** A month is asked for by its first and last day; asking again takes the whole year. */
export function monthToggled(parameters: SearchParameters, month: string): SearchParameters {
  const year = month.slice(0, 4)
  if (monthOf(parameters) === month) return { ...parameters, from: `${year}-01-01`, to: `${year}-12-31` }
  return { ...parameters, from: `${month}-01`, to: lastDay(month) }
}

/** The month when the period is exactly one calendar month. */
export function monthOf({ from, to }: SearchParameters): string | undefined {
  const month = from?.slice(0, 7) ?? ''
  return /^\d{4}-(?:0[1-9]|1[0-2])$/.test(month) && from === `${month}-01` && to === lastDay(month)
    ? month
    : undefined
}

function lastDay(month: string): string {
  const { daysInMonth } = Temporal.PlainYearMonth.from(month)
  return `${month}-${daysInMonth}`
}

export function withoutPeriod(parameters: SearchParameters): SearchParameters {
  return { ...parameters, from: undefined, to: undefined }
}

export function withoutFilters({ q, sort }: SearchParameters): SearchParameters {
  return { q, university: [], language: [], category: [], sort }
}

export function hasFilters(parameters: SearchParameters): boolean {
  const { university, language, category, from, to } = parameters
  return university.length + language.length + category.length > 0 || from !== undefined || to !== undefined
}

export function orderOf(parameters: SearchParameters): SearchOrder {
  return parameters.sort ?? (parameters.q === '' ? 'newest' : 'relevance')
}
