import { analyseQuery, contentTerms, inOtherLayout } from '@uniwire/language'
import type { InterfaceLanguage } from '@uniwire/messages'
import { readSearchSource } from '@uniwire/projection'
import type { SearchIndex } from '@uniwire/ports'
import type { UniversityRegistry } from '@uniwire/projection'
import type { Category } from './categories.ts'
import type { ReaderConfig } from '../config.ts'
import { haveBeginnings } from './query/beginnings.ts'

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

/**
 * As one types, in any script: universities and categories by beginnings of words of a name, then titles, newest
 * first. What begins nothing may have been typed in the other keyboard layout.
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
  const isNamed = (name: string) => haveBeginnings(analyseQuery(name), typed)
  const named = universities
    .list()
    .filter(({ names }) => Object.values(names).some(isNamed))
    .slice(0, MOST_UNIVERSITIES)
    .map(({ slug, names }): Suggestion => {
      return { kind: 'university', text: names[language], url: `${config.publicUrl}/universities/${slug}` }
    })
  const [known, titled] = await Promise.all([categories(), index.suggest({ terms, limit: MOST_ARTICLES })])
  const filed = known
    .filter(({ words }) => haveBeginnings(words, typed))
    .slice(0, MOST_CATEGORIES)
    .map(({ key, label }): Suggestion => {
      const parameters = new URLSearchParams({ category: key })
      return { kind: 'category', text: label, url: `${config.publicUrl}/search?${parameters.toString()}` }
    })
  const articles = titled.flatMap(({ source: json }): readonly Suggestion[] => {
    const source = readSearchSource(json)
    return source.kind === 'visible'
      ? [{ kind: 'article', text: source.article.title, url: source.article.pageUrl }]
      : []
  })
  return [...named, ...filed, ...articles]
}
