import type { QueryTerms } from '@uniwire/language'
import { analyseQuery, contentTerms, inOtherLayout } from '@uniwire/language'
import type { InterfaceLanguage } from '@uniwire/messages'
import { readSearchSource } from '@uniwire/projection'
import type { SearchIndex } from '@uniwire/ports'
import type { UniversityRegistry } from '@uniwire/projection'
import type { Category } from './categories.ts'
import type { ReaderConfig } from '../config.ts'
import { haveBeginnings, haveWrittenBeginnings } from './query/beginnings.ts'

export interface Suggestion {
  readonly kind: 'article' | 'university' | 'category'
  readonly text: string
  readonly url: string
}

export interface SuggestParts {
  readonly index: SearchIndex
  readonly universities: UniversityRegistry
  readonly config: ReaderConfig
  /** Of all articles, the most used first. */
  readonly categories: () => Promise<readonly Category[]>
}

const MOST_UNIVERSITIES = 3
const MOST_CATEGORIES = 3
const MOST_ARTICLES = 7
/** Of these the ones that have the letters as typed are put first. */
const MOST_CANDIDATES = 3 * MOST_ARTICLES

/**
 * As one types, in any script: universities and categories by beginnings of words of a name, then titles, newest
 * first; of each kind first what is written as it was typed: a key of five letters has more than was meant. What begins
 * nothing may have been typed in the other keyboard layout.
 */
export async function suggest(
  parts: SuggestParts,
  q: string,
  language: InterfaceLanguage,
): Promise<readonly Suggestion[]> {
  const asTyped = await suggestFor(parts, q, language)
  const retyped = asTyped.length === 0 ? inOtherLayout(q) : undefined
  return retyped === undefined ? asTyped : suggestFor(parts, retyped, language)
}

async function suggestFor(
  { index, universities, config, categories }: SuggestParts,
  q: string,
  language: InterfaceLanguage,
): Promise<readonly Suggestion[]> {
  const terms = analyseQuery(q)
  if (terms.length === 0) return []
  const typed = contentTerms(terms)
  const isNamed = (words: QueryTerms) => haveBeginnings(words, typed)
  const isWritten = (words: QueryTerms) => haveWrittenBeginnings(words, typed)
  const named = universities
    .list()
    .map((university) => ({ university, names: Object.values(university.names).map(analyseQuery) }))
    .filter(({ names }) => names.some(isNamed))
  const [known, titled] = await Promise.all([categories(), index.suggest({ terms, limit: MOST_CANDIDATES })])
  const filed = known.filter(({ words }) => isNamed(words))
  const articles = titled.flatMap(({ source: json }) => {
    const source = readSearchSource(json)
    return source.kind === 'visible' ? [source.article] : []
  })
  return [
    ...first(MOST_UNIVERSITIES, named, ({ names }) => names.some(isWritten)).map(
      ({ university: { slug, names } }): Suggestion => {
        return { kind: 'university', text: names[language], url: `${config.publicUrl}/universities/${slug}` }
      },
    ),
    ...first(MOST_CATEGORIES, filed, ({ words }) => isWritten(words)).map(({ key, label }): Suggestion => {
      const parameters = new URLSearchParams({ category: key })
      return { kind: 'category', text: label, url: `${config.publicUrl}/search?${parameters.toString()}` }
    }),
    ...first(MOST_ARTICLES, articles, ({ title }) => isWritten(analyseQuery(title))).map(
      ({ title, pageUrl }): Suggestion => ({ kind: 'article', text: title, url: pageUrl }),
    ),
  ]
}

function first<T>(most: number, all: readonly T[], isBetter: (one: T) => boolean): readonly T[] {
  const better = new Set(all.filter(isBetter))
  return [...better, ...all.filter((one) => !better.has(one))].slice(0, most)
}
