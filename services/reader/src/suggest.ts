import { analyseQuery } from '@uniwire/language'
import type { InterfaceLanguage } from '@uniwire/messages'
import { readSearchSource } from '@uniwire/projection'
import type { SearchIndex } from '@uniwire/ports'
import type { UniversityRegistry } from '@uniwire/projection'
import type { ReaderConfig } from './config.ts'

export interface Suggestion {
  readonly kind: 'article' | 'university'
  readonly text: string
  readonly url: string
}

const MOST_UNIVERSITIES = 3
const MOST_ARTICLES = 7

/** As one types: universities by the beginning of a word of their names, then titles, newest first. */
export async function suggest(
  {
    index,
    universities,
    config,
  }: {
    readonly index: SearchIndex
    readonly universities: UniversityRegistry
    readonly config: ReaderConfig
  },
  q: string,
  language: InterfaceLanguage,
): Promise<readonly Suggestion[]> {
  const typed = q.trim().toLowerCase()
  const terms = analyseQuery(q)
  if (typed === '' || terms.length === 0) return []
  const named = universities
    .list()
    .filter(({ names }) => Object.values(names).some((name) => hasWordBeginning(name, typed)))
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

function hasWordBeginning(name: string, typed: string): boolean {
  return ` ${name.toLowerCase()}`.includes(` ${typed}`)
}
