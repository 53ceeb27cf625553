import type { QueryTerm, SearchPage, SearchQuery } from '@uniwire/ports'

/** How much of a query its hits were asked to have; stands in cursors. */
export type Strictness = (typeof STRICTNESS)[number]
/** From all that was asked to least. Only filters, and what a query does without, always hold. */
const STRICTNESS = ['all', 'any', 'unquoted-all', 'unquoted-any', 'function-words'] as const

export interface Asked {
  readonly query: SearchQuery
  /** Its phrases are names in a sentence: what has only some of the words need not have them. */
  readonly quotesNames: boolean
  /** Words that say nothing of a subject; asked for when the others find nothing at all. */
  readonly functionWords: readonly QueryTerm[]
}

export interface Loosened {
  readonly page: SearchPage
  readonly strictness: Strictness
  /** With every word and phrase. */
  readonly strictTotal: number
}

/**
 * Fewer than a page's worth of hits with every word are joined by those that have some, and stand before them.
 * Loosened only when nothing had every word, the judged Kazakh queries lose 0.06 of nDCG@10 and a tenth of
 * recall (`bench/answers.ts`). Two words alone are a name more often than not, and with function words among
 * them a question. In other orders than relevance the joined ones would stand before the better ones, and come
 * only instead of nothing.
 */
function enough({ query: { terms, sort }, functionWords }: Asked): number {
  return sort === 'relevance' && (terms.length > 2 || functionWords.length > 0) ? PAGE : 1
}

const PAGE = 10

export function isStrictness(text: string | undefined): text is Strictness {
  return STRICTNESS.some((one) => one === text)
}

export function loosened({ query, functionWords }: Asked, strictness: Strictness): SearchQuery {
  if (strictness === 'function-words') return { ...query, terms: functionWords, phrases: [], match: 'any' }
  const words = { ...query, match: strictness.endsWith('any') ? 'any' : 'all' } as const
  return strictness.startsWith('unquoted') ? { ...words, phrases: [] } : words
}

/** Everything that was asked, then less until enough is found. */
export async function askLoosening(
  asked: Asked,
  ask: (query: SearchQuery) => Promise<SearchPage>,
): Promise<Loosened> {
  const attempt = async (strictness: Strictness) => ({
    strictness,
    page: await ask(loosened(asked, strictness)),
  })
  const strict = await attempt('all')
  const strictTotal = strict.page.total
  let best = strict
  for (const { strictness, below } of steps(asked)) {
    if (best.page.total >= below) continue
    const next = await attempt(strictness)
    if (next.page.total > best.page.total) best = next
  }
  return { ...best, strictTotal }
}

interface Step {
  readonly strictness: Strictness
  /** Taken when fewer were found so far. */
  readonly below: number
}

function steps(asked: Asked): readonly Step[] {
  const { query, quotesNames, functionWords } = asked
  const { terms, phrases = [], sort } = query
  const below = enough(asked)
  const some = terms.length > 1
  const unquoted = terms.length > 0 && phrases.length > 0
  const inSentence = unquoted && quotesNames && sort === 'relevance'
  return [
    ...(some && !inSentence ? [{ strictness: 'any', below } as const] : []),
    ...(inSentence ? [{ strictness: 'unquoted-any', below } as const] : []),
    ...(unquoted && !inSentence ? [{ strictness: 'unquoted-all', below: 1 } as const] : []),
    ...(unquoted && some && !inSentence ? [{ strictness: 'unquoted-any', below: 1 } as const] : []),
    ...(terms.length > 0 && functionWords.length > 0
      ? [{ strictness: 'function-words', below: 1 } as const]
      : []),
  ]
}
