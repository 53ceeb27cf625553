import type { QueryTerms } from '@uniwire/language'
import { fold, nearestWord, neighbourhood, tokenise } from '@uniwire/language'
import type { SearchIndex } from '@uniwire/ports'

/** With so many hits that have everything nobody asks what was meant. */
export const ENOUGH_TO_BE_MEANT = 5

/** Each costs two questions to the index. */
const MOST_WORDS = 6
/** Of one first letter; of more the most used are looked at. */
const MOST_CANDIDATES = 5_000
/** A word of titles is what was meant when so many times more articles have it than the one typed. */
const TIMES_MORE = 10

/**
 * The same text with each word that next to nothing has put right by the titles of the index; `undefined` when
 * there is none to put right. Whether it finds more is for the caller to see.
 */
export async function correctedQuery(
  index: SearchIndex,
  q: string,
  terms: QueryTerms,
): Promise<string | undefined> {
  const corrections = new Map<string, string>()
  for (const term of terms.slice(0, MOST_WORDS)) {
    const corrected = await correctedWord(index, term)
    if (corrected !== undefined) corrections.set(term.exact, corrected)
  }
  let text = q
  for (const { text: word, start, end } of tokenise(q).toReversed()) {
    const corrected = corrections.get(fold(word))
    if (corrected !== undefined) text = text.slice(0, start) + corrected + text.slice(end)
  }
  return text === q ? undefined : text
}

async function correctedWord(index: SearchIndex, term: QueryTerms[number]): Promise<string | undefined> {
  const place = neighbourhood(term.text)
  if (place === undefined) return undefined
  const { total } = await index.query({
    terms: [term],
    match: 'all',
    filters: { universities: [], languages: [], categories: [] },
    sort: 'newest',
    limit: 1,
    facets: false,
  })
  if (total >= ENOUGH_TO_BE_MEANT) return undefined
  const candidates = await index.titleWords({ ...place, limit: MOST_CANDIDATES })
  return nearestWord(
    term.text,
    candidates.filter(({ articles }) => articles > total * TIMES_MORE),
  )?.word
}
