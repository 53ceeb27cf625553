import { analyseQuery } from '@uniwire/language'
import type { SearchIndex, SearchPage, SearchQuery } from '@uniwire/ports'
import { readSearchSource } from '@uniwire/projection'

/** What is asked of both. */
type Asked = Pick<SearchIndex, 'query'>

export interface Comparison {
  /** That readers can find. */
  readonly articles: { readonly before: number; readonly after: number }
  /** Asked of both: titles of the newest and of the most read articles, and the longest word of each. */
  readonly queries: number
  /** Of the first ten hits of the old index, those among the first ten of the new: 0 to 1. */
  readonly sameHits: number
  /** Queries whose answer lost what it should have: the article of that title, or every hit of that word. */
  readonly lost: readonly string[]
}

const SAMPLE = 20
const SHOWN = 10
const EVERYTHING: SearchQuery = {
  terms: [],
  match: 'all',
  filters: { universities: [], languages: [], categories: [] },
  sort: 'newest',
  limit: 1,
  facets: false,
}

/** Asks the old index and the new one the same. */
export async function compareIndices(before: Asked, after: Asked): Promise<Comparison> {
  const [old, fresh] = await Promise.all([before.query(EVERYTHING), after.query(EVERYTHING)])
  const samples = await titlesOf(before)
  const lost: string[] = []
  let wanted = 0
  let same = 0
  let queries = 0
  for (const { id, title } of samples) {
    for (const text of [title, longestWord(title)]) {
      const query: SearchQuery = { ...EVERYTHING, terms: analyseQuery(text), sort: 'relevance', limit: SHOWN }
      if (query.terms.length === 0) continue
      const [was, is] = await Promise.all([before.query(query), after.query(query)])
      const shown = idsOf(is)
      const among = idsOf(was).filter((hit) => shown.includes(hit)).length
      queries += 1
      wanted += was.hits.length
      same += among
      const isLost =
        text === title && idsOf(was).includes(id) ? !shown.includes(id) : was.total > 0 && is.total === 0
      if (isLost) lost.push(text)
    }
  }
  return {
    articles: { before: old.total, after: fresh.total },
    queries,
    sameHits: wanted === 0 ? 1 : same / wanted,
    lost,
  }
}

/** Why the new index is not put in the place of the old one, if so. */
export function whyWorse({ articles, lost }: Comparison): string | undefined {
  if (articles.after < articles.before)
    return `it finds ${articles.after} articles, and the index finds ${articles.before}`
  const [first] = lost
  return first === undefined
    ? undefined
    : `${lost.length} queries lose what they found, the first is ${JSON.stringify(first)}`
}

async function titlesOf(index: Asked): Promise<readonly { readonly id: string; readonly title: string }[]> {
  const pages = await Promise.all(
    (['newest', 'views'] as const).map((sort) => index.query({ ...EVERYTHING, sort, limit: SAMPLE })),
  )
  const titles = new Map<string, string>()
  for (const { id, source } of pages.flatMap(({ hits }) => hits)) {
    const read = readSearchSource(source)
    if (read.kind === 'visible') titles.set(id, read.article.title)
  }
  return [...titles].map(([id, title]) => ({ id, title }))
}

function longestWord(text: string): string {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .reduce((longest, word) => (word.length > longest.length ? word : longest), '')
}

function idsOf({ hits }: SearchPage): readonly string[] {
  return hits.map(({ id }) => id)
}
