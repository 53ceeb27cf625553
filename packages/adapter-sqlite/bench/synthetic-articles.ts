import type { FieldStreams, QueryTerm, SearchableArticle } from '@uniwire/ports'

/**
 * Articles of a made-up language whose words are as frequent as Zipf's law says: 50,000 stems, 8 endings,
 * titles of 8 words, bodies of 300, in three streams as `@uniwire/language` makes them.
 */
export interface SyntheticNews {
  article(number: number): SearchableArticle
  /** One to three words; `commonest` is the rank of the commonest word that a reader types. */
  terms(commonest: number): readonly QueryTerm[]
  pick<T>(values: readonly T[]): T
}

const LETTERS = Array.from('абвгдежзийклмнопрстуәіңғ')
const ENDINGS = ['', 'лар', 'дың', 'ға', 'ды', 'мен', 'да', 'дан']
const UNIVERSITIES = Array.from({ length: 40 }, (_, n) => `university-${n}`)
const LANGUAGES = ['kk', 'kk', 'kk', 'ru', 'ru', 'en', 'kk-Latn']
const CATEGORIES = Array.from({ length: 30 }, (_, n) => ({ key: `category ${n}`, label: `Category ${n}` }))
const STEMS = vocabulary(50_000)
const FIRST_DAY = Date.UTC(2015, 0, 1)
const DAYS = 3_900

export function syntheticNews(seed: number): SyntheticNews {
  const random = mulberry32(seed)
  const whole = (below: number) => Math.floor(random() * below)
  const pick = <T>(values: readonly T[]): T => {
    const value = values[whole(values.length)]
    if (value === undefined) throw new RangeError('nothing to pick from')
    return value
  }
  // Under Zipf's law the logarithm of a word's rank is evenly distributed.
  const stemFrom = (rank: number) => {
    const from = Math.log(rank)
    return STEMS[Math.floor(Math.exp(from + random() * (Math.log(STEMS.length) - from))) - 1] ?? 'аа'
  }
  const streams = (length: number): FieldStreams => {
    const words = Array.from({ length }, () => stemFrom(1))
    return {
      stem: words.join(' '),
      key: words.map(keyOf).join(' '),
      exact: words.map((word) => word + pick(ENDINGS)).join(' '),
    }
  }
  return {
    pick,
    article(number) {
      const at = new Date(FIRST_DAY + whole(DAYS * 86_400) * 1_000).toISOString()
      return {
        kind: 'article',
        id: `00000000-0000-5000-8000-${String(number).padStart(12, '0')}`,
        version: number + 1,
        university: pick(UNIVERSITIES),
        language: pick(LANGUAGES),
        categories: [pick(CATEGORIES), ...(random() < 0.3 ? [pick(CATEGORIES)] : [])],
        publishedAt: at,
        day: at.slice(0, 10),
        firstSequence: number + 1,
        baselineViews: whole(500),
        title: streams(8),
        body: streams(300),
        source: JSON.stringify({ number, body: 'x'.repeat(2_000) }),
      }
    },
    terms: (commonest) =>
      Array.from({ length: 1 + whole(3) }, () => {
        const stem = stemFrom(commonest)
        return { stems: [stem], key: keyOf(stem), exact: stem + pick(ENDINGS) }
      }),
  }
}

function vocabulary(size: number): readonly string[] {
  const random = mulberry32(0)
  const letter = () => LETTERS[Math.floor(random() * LETTERS.length)] ?? ''
  return Array.from({ length: size }, () => {
    return Array.from({ length: 4 + Math.floor(random() * 5) }, letter).join('')
  })
}

function keyOf(stem: string): string {
  return stem.slice(0, 5)
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
