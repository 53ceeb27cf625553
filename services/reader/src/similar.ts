import { isStopWord, SAME_TEXT, textSimilarity } from '@uniwire/language'
import type { SearchableArticle, SearchHit, SearchIndex } from '@uniwire/ports'

/** Of an article, by its id; what is no article has none that are similar. */
export interface SimilarRequest {
  readonly id: string
  readonly limit: number
}

/** Each word costs the index a list of the articles that have it. */
const MOST_WORDS = 12
/** A word of the title says as much as one that the body has so many times. */
const TITLE = 3
/** Shorter ones say nothing of a subject. */
const LEAST_LETTERS = 3
/** Of the words looked for: fewer are had by articles of any subject. */
const LEAST_SHARE = 0.25
const LEAST_WORDS = 2
/** More than are shown: the same release may have been posted by many. */
const MOST_CANDIDATES = 40
/** A text that is half of another was made of it; `SAME_TEXT` is for texts of which one may stand for the other. */
const SAME_RELEASE = SAME_TEXT / 2

/**
 * Articles on the same subject, the likest first: those that have most of the words that tell this article from
 * others, the rarer a word the more. Never the same release or a translation, neither of this article nor twice.
 */
export async function similarTo(
  index: SearchIndex,
  { id, limit }: SimilarRequest,
): Promise<readonly SearchHit[]> {
  const [stored] = await index.get([id])
  if (stored?.document.kind !== 'article') return []
  const article = stored.document
  const words = tellingWords(article)
  if (words.length === 0) return []
  const { hits } = await index.query({
    terms: words.map((stem) => ({ exact: '', stems: [stem], key: '' })),
    match: 'any',
    filters: { universities: [], languages: [], categories: [] },
    sort: 'relevance',
    limit: MOST_CANDIDATES,
    facets: false,
  })
  const candidates = await index.get(hits.map((hit) => hit.id))
  const shown: SearchableArticle[] = [article]
  return hits.filter((_, at) => {
    const other = candidates[at]?.document
    if (other?.kind !== 'article' || shown.length > limit) return false
    if (!isAbout(other, words) || shown.some((one) => isSameRelease(one, other))) return false
    shown.push(other)
    return true
  })
}

/** Stems of the words that an article has most often, without those that any article has. */
function tellingWords({ title, body }: SearchableArticle): readonly string[] {
  const counts = new Map<string, number>()
  for (const [streams, weight] of [
    [title, TITLE],
    [body, 1],
  ] as const) {
    const exact = streams.exact.split(' ')
    for (const [at, stem] of streams.stem.split(' ').entries()) {
      if (isTelling(stem) && !isStopWord(exact[at] ?? '')) counts.set(stem, (counts.get(stem) ?? 0) + weight)
    }
  }
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST_WORDS)
    .map(([stem]) => stem)
}

function isTelling(stem: string): boolean {
  return stem.length >= LEAST_LETTERS && /\p{L}/u.test(stem)
}

function isAbout({ title, body }: SearchableArticle, words: readonly string[]): boolean {
  const stems = new Set(`${title.stem} ${body.stem}`.split(' '))
  const had = words.filter((word) => stems.has(word)).length
  return had >= Math.min(words.length, Math.max(LEAST_WORDS, words.length * LEAST_SHARE))
}

/** A common link is a band of MinHash values or a translation group. */
function isSameRelease(one: SearchableArticle, other: SearchableArticle): boolean {
  return (
    one.id === other.id ||
    one.title.exact === other.title.exact ||
    (one.links ?? []).some((link) => other.links?.includes(link)) ||
    textSimilarity(one.body.key.split(' '), other.body.key.split(' ')) >= SAME_RELEASE
  )
}
