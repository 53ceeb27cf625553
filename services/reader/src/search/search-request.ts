import { categoryKey } from '@uniwire/newsroom'
import type { Moment, SearchFilters, SearchSort } from '@uniwire/ports'
import { ProblemError } from '@uniwire/service-kit'

/** A search as its address says it (contract §5). */
export interface SearchRequest {
  readonly q: string
  readonly university: readonly string[]
  readonly language: readonly string[]
  readonly category: readonly string[]
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly sort?: SearchSort | undefined
  readonly limit: number
  readonly cursor?: string | undefined
  /** Wanted unless `false`; they cost a scan of all that matches. */
  readonly facets?: boolean
}

export function filtersOf(request: SearchRequest): SearchFilters {
  const from = momentOf(request.from, 'from')
  const to = momentOf(request.to, 'to')
  return {
    // A form sends what nobody filled in as an empty value.
    universities: request.university.filter((slug) => slug !== ''),
    // `kk` means both scripts, `kk-Latn` only Latin.
    languages: [...new Set(request.language.flatMap((tag) => (tag === 'kk' ? ['kk', 'kk-Latn'] : [tag])))],
    categories: request.category.map(categoryKey).filter((key) => key !== ''),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
}

function momentOf(text: string | undefined, parameter: 'from' | 'to'): Moment | undefined {
  if (text === undefined || text === '') return undefined
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
      return { kind: 'day', day: Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() }
    }
    return { kind: 'instant', instant: Temporal.Instant.from(text).toString() }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new ProblemError({ code: 'bad-parameter', parameter }, [
      { pointer: `/${parameter}`, problem: { code: 'bad-moment' } },
    ])
  }
}
