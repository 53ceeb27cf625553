import { analyseQuery, contentTerms } from '@uniwire/language'
import type { InterfaceLanguage } from '@uniwire/messages'
import { readSearchSource } from '@uniwire/projection'
import type { SearchIndex } from '@uniwire/ports'
import type { UniversityRegistry } from '@uniwire/projection'
import type { ReaderConfig } from './config.ts'
import { hasBeginnings } from './query/beginnings.ts'

export interface Suggestion {
  readonly kind: 'article' | 'university'
  readonly text: string
  readonly url: string
}

export interface SuggestParts {
  readonly index: SearchIndex
  readonly universities: UniversityRegistry
  readonly config: ReaderConfig
}

const MOST_UNIVERSITIES = 3
const MOST_ARTICLES = 7

/** As one types, in any script: universities by beginnings of words of a name, then titles, newest first. */
export async function suggest(
  { index, universities, config }: SuggestParts,
  q: string,
  language: InterfaceLanguage,
): Promise<readonly Suggestion[]> {
  const terms = analyseQuery(q)
  if (terms.length === 0) return []
  const named = universities
    .list()
    .filter(({ names }) => Object.values(names).some((name) => hasBeginnings(name, contentTerms(terms))))
    .slice(0, MOST_UNIVERSITIES)
    .map(({ slug, names }): Suggestion => {
      return { kind: 'university', text: names[language], url: `${config.publicUrl}/universities/${slug}` }
    })
  const titled = await index.suggest({ terms, limit: MOST_ARTICLES })
  const articles = titled.flatMap(({ source: json }): readonly Suggestion[] => {
    const source = readSearchSource(json)
    return source.kind === 'visible'
      ? [{ kind: 'article', text: source.article.title, url: source.article.pageUrl }]
      : []
  })
  return [...named, ...articles]
}
