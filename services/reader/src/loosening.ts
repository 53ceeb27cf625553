import type { SearchPage, SearchQuery } from '@uniwire/ports'

/** How much of a query its hits were asked to have; stands in cursors. */
export type Strictness = (typeof STRICTNESS)[number]
/** From all that was asked to least. Only filters, and what a query does without, always hold. */
const STRICTNESS = ['all', 'any', 'unquoted-all', 'unquoted-any'] as const

export interface Loosened {
  readonly page: SearchPage
  readonly strictness: Strictness
  /** With every word and phrase. */
  readonly strictTotal: number
}

/**
 * Of three words and more, fewer than a page's worth of hits with every one are joined by those that have some:
 * loosened only when nothing had every word, the judged Kazakh queries lose 0.06 of nDCG@10 and a tenth of
 * recall (`bench/answers.ts`). Two words are a name more often than not. In other orders than relevance the
 * joined ones would stand before the better ones, and come only instead of nothing.
 */
function enough({ terms, sort }: SearchQuery): number {
  return sort === 'relevance' && terms.length > 2 ? 10 : 1
}

export function isStrictness(text: string | undefined): text is Strictness {
  return STRICTNESS.some((one) => one === text)
}

export function loosened(query: SearchQuery, strictness: Strictness): SearchQuery {
  const words = { ...query, match: strictness.endsWith('any') ? 'any' : 'all' } as const
  return strictness.startsWith('unquoted') ? { ...words, phrases: [] } : words
}

/** Everything that was asked, then less until enough is found; what a phrase finds, it finds alone. */
export async function askLoosening(
  query: SearchQuery,
  ask: (query: SearchQuery) => Promise<SearchPage>,
): Promise<Loosened> {
  const attempt = async (strictness: Strictness) => ({
    strictness,
    page: await ask(loosened(query, strictness)),
  })
  const strict = await attempt('all')
  const strictTotal = strict.page.total
  let best = strict
  for (const strictness of looser(query)) {
    if (best.page.total >= (strictness === 'any' ? enough(query) : 1)) continue
    const next = await attempt(strictness)
    if (next.page.total > best.page.total) best = next
  }
  return { ...best, strictTotal }
}

function looser({ terms, phrases = [] }: SearchQuery): readonly Strictness[] {
  const some = terms.length > 1
  const unquoted = terms.length > 0 && phrases.length > 0
  return STRICTNESS.filter((strictness) => {
    if (strictness === 'all') return false
    return (some || !strictness.endsWith('any')) && (unquoted || !strictness.startsWith('unquoted'))
  })
}
