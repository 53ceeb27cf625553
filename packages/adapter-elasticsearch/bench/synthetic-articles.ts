import type { QueryTerm, SearchableArticle } from '@uniwire/ports'

/** Words as frequent as Zipf's law says, in titles of 8 and bodies of 300, in three streams. */
export interface SyntheticArticles {
  article(number: number): SearchableArticle
  /** One to three words, the commonest of this rank. */
  terms(commonest: number): readonly QueryTerm[]
}

const LETTERS = 'абвгдежзийклмнопрстуәіңғ'
const VOCABULARY = 50_000
const DAY_MS = 86_400_000

export function syntheticArticles(seed: number): SyntheticArticles {
  const random = mulberry32(seed)
  const below = (count: number) => Math.floor(random() * count)
  // Under Zipf's law the logarithm of a word's rank is evenly distributed.
  const rank = (first: number) => Math.floor(first * (VOCABULARY / first) ** random())
  const streams = (length: number) => {
    const stems = Array.from({ length }, () => word(rank(1)))
    return {
      stem: stems.join(' '),
      key: stems.map((stem) => stem.slice(0, 5)).join(' '),
      exact: stems.map((stem) => stem + LETTERS.slice(0, below(4))).join(' '),
    }
  }
  return {
    article(number) {
      const at = new Date(Date.UTC(2015, 0, 1) + below(3_900) * DAY_MS + below(DAY_MS)).toISOString()
      const category = `category ${below(30)}`
      return {
        kind: 'article',
        id: `00000000-0000-5000-8000-${String(number).padStart(12, '0')}`,
        version: number + 1,
        university: `university-${below(40)}`,
        language: ['kk', 'ru', 'en', 'kk-Latn'][below(4)] ?? 'kk',
        categories: [{ key: category, label: category.toUpperCase() }],
        publishedAt: at,
        day: at.slice(0, 10),
        firstSequence: number + 1,
        baselineViews: below(500),
        title: streams(8),
        body: streams(300),
        source: JSON.stringify({ number, body: 'x'.repeat(2_000) }),
      }
    },
    terms: (commonest) =>
      Array.from({ length: 1 + below(3) }, () => {
        const stem = word(rank(commonest))
        return { stems: [stem], key: stem.slice(0, 5), exact: stem }
      }),
  }
}

/** The word of a rank: its letters are its number, scrambled. */
function word(rank: number): string {
  let left = Math.imul(rank, 2_654_435_761) >>> 0
  let text = ''
  for (let length = 0; length < 7; length++) {
    text += LETTERS[left % LETTERS.length]
    left = Math.floor(left / LETTERS.length) + length
  }
  return text
}

function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
