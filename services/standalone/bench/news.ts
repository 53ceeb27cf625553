import type { ArticleBody, UniversityProfileBody } from '@uniwire/http-api'

/** Of the news that the benchmarks of the whole post. */
export const UNIVERSITIES = Array.from({ length: 20 }, (_, n) => `university-${n}`)

export function universityOf(number: number): string {
  return UNIVERSITIES[number % UNIVERSITIES.length] ?? ''
}

export const PROFILE: UniversityProfileBody = {
  names: { kk: 'Үлгі университеті', ru: 'Университет', en: 'A university' },
  homepage: 'https://university.example/',
  timeZone: 'Asia/Almaty',
  languages: ['kk', 'ru', 'en'],
}

const VOCABULARY = 60_000
const WORDS = 250
const LETTERS = { kk: 'абгдеқлмнорстуәіңғ', ru: 'абвгдеиклмнопрстуь', en: 'abcdefghilmnoprstu' } as const
const LANGUAGES = ['kk', 'ru', 'en'] as const
const FIRST_MS = Date.UTC(2015, 0, 1)
/** A million of them are in the past. */
const MINUTES_BETWEEN = 5

/**
 * An article of 250 words, always the same for one number, in one of three languages by turns. Its words are as
 * frequent as Zipf's law says, so there are new ones in it however many articles came before, as in real news.
 */
export function newsArticle(number: number): ArticleBody {
  const language = LANGUAGES[number % LANGUAGES.length] ?? 'kk'
  const random = mulberry32(number)
  // Under Zipf's law the logarithm of a word's rank is evenly distributed.
  const words = (count: number) =>
    Array.from({ length: count }, () => word(Math.floor(VOCABULARY ** random()), LETTERS[language])).join(' ')
  return {
    title: `${words(7)} ${number}`,
    bodyHtml: Array.from({ length: 5 }, () => `<p>${words(WORDS / 5)}</p>`).join('\n'),
    language,
    publishedAt: new Date(FIRST_MS + number * MINUTES_BETWEEN * 60_000).toISOString(),
    url: `https://university.example/news/${number}`,
    categories: [`Category ${number % 10}`],
  }
}

/** Of a rank: the commoner the shorter, and its letters are its number. */
function word(rank: number, letters: string): string {
  let left = Math.imul(rank, 2_654_435_761) >>> 0
  let text = ''
  for (let length = 0; length < 3 + Math.log10(rank); length += 1) {
    text += letters[left % letters.length]
    left = Math.floor(left / letters.length)
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
