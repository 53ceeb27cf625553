import { isStopWord, SAME_TEXT, textSimilarity } from '@uniwire/language'
import type { SearchableArticle, SearchHit, SearchIndex } from '@uniwire/ports'
import { rememberBriefly } from './brief-memory.ts'

/** Of an article; what is no article has none that are similar. */
export interface SimilarRequest {
  readonly id: string
  /** Of the article: a revision is looked at anew. */
  readonly version: number
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
const MOST_SIMILAR = 20
/** A text that is half of another was made of it; `SAME_TEXT` is for texts of which one may stand for the other. */
const SAME_RELEASE = SAME_TEXT / 2

/** Looked at together: mostly the first of them are enough. */
const CANDIDATES_AT_ONCE = 10
/** On a page that many read, an index of 100,000 articles is not to be asked for each reader. */
const KEPT_MS = 600_000
const MOST_KEPT = 2_000

/**
 * Articles on the same subject, the likest first: those that have most of the words that tell this article from
 * others, the rarer a word the more. Never the same release or a translation, neither of this article nor twice.
 * Which they are is remembered for ten minutes; what was withdrawn meanwhile is left out, and what was revised is
 * as it is now.
 */
export function createSimilar(
  index: SearchIndex,
  monotonicMs: () => number,
): (request: SimilarRequest) => Promise<readonly SearchHit[]> {
  const known = rememberBriefly(
    // A failure is not kept: who asks has it from the index itself.
    (key) => findSimilar(index, key.slice(key.indexOf(' ') + 1)).catch(() => undefined),
    { keptMs: KEPT_MS, maxEntries: MOST_KEPT, monotonicMs },
  )
  return async ({ id, version, limit }) => {
    const ids = (await known(`${version} ${id}`)) ?? (await findSimilar(index, id))
    const stored = ids.length === 0 ? [] : await index.get(ids)
    return stored
      .flatMap((one): readonly SearchHit[] => {
        if (one?.document.kind !== 'article') return []
        const { document, views } = one
        const { links } = document
        return [
          {
            id: document.id,
            version: document.version,
            source: document.source,
            views,
            ...(links && { links }),
          },
        ]
      })
      .slice(0, limit)
  }
}

async function findSimilar(index: SearchIndex, id: string): Promise<readonly string[]> {
  const [stored] = await index.get([id])
  if (stored?.document.kind !== 'article') return []
  const words = tellingWords(stored.document)
  if (words.length === 0) return []
  const { hits } = await index.query({
    terms: words.map((stem) => ({ exact: '', stems: [stem], key: '' })),
    match: 'any',
    filters: { universities: [], languages: [], categories: [] },
    sort: 'relevance',
    limit: MOST_CANDIDATES,
    facets: false,
  })
  const shown = [stored.document]
  for (let from = 0; from < hits.length && shown.length <= MOST_SIMILAR; from += CANDIDATES_AT_ONCE) {
    const candidates = await index.get(hits.slice(from, from + CANDIDATES_AT_ONCE).map((hit) => hit.id))
    for (const one of candidates) {
      if (one?.document.kind !== 'article' || !isAbout(one.document, words)) continue
      const { document } = one
      if (!shown.some((other) => isSameRelease(other, document))) shown.push(document)
    }
  }
  return shown.slice(1, MOST_SIMILAR + 1).map((article) => article.id)
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
