import type {
  FieldStreams,
  QueryTerm,
  SearchableArticle,
  SearchDocument,
  SearchFilters,
  SearchIndex,
  SearchPage,
  SearchQuery,
  SearchStub,
} from '@uniwire/ports'

/** Of tests that make hundreds of requests, on an engine that writes each to its disk. */
export const PROPERTY_TIMEOUT_MS = 180_000

/** Streams in which every family holds the same words. */
export function words(text: string): FieldStreams {
  return { stem: text, key: text, exact: text }
}

export function term(word: string): QueryTerm {
  return { exact: word, stems: [word], key: word }
}

export function article(id: string, version = 1, other: Partial<SearchableArticle> = {}): SearchableArticle {
  return {
    kind: 'article',
    id,
    version,
    university: 'qbu',
    language: 'kk',
    categories: [{ key: 'news', label: 'News' }],
    publishedAt: '2023-10-12T06:00:00Z',
    day: '2023-10-12',
    firstSequence: version,
    baselineViews: 0,
    title: words('title'),
    body: words('body'),
    source: JSON.stringify({ id, version }),
    ...other,
  }
}

/** The n-th of many that differ in everything an order looks at; a higher number is newer. */
export function numbered(number: number, other: Partial<SearchableArticle> = {}): SearchableArticle {
  const publishedAt = new Date(Date.UTC(2023, 0, 1) + number * 86_400_000).toISOString()
  return article(`article-${String(number).padStart(4, '0')}`, number, {
    publishedAt,
    day: publishedAt.slice(0, 10),
    ...other,
  })
}

export function stub(id: string, version: number): SearchStub {
  return { kind: 'stub', id, version, source: JSON.stringify({ id, gone: true }) }
}

type QueryParts = Partial<Omit<SearchQuery, 'filters'>> & { readonly filters?: Partial<SearchFilters> }

export function query({ filters, ...parts }: QueryParts = {}): SearchQuery {
  return {
    terms: [],
    match: 'all',
    sort: 'newest',
    limit: 20,
    facets: false,
    ...parts,
    filters: { universities: [], languages: [], categories: [], ...filters },
  }
}

export function idsOf(page: SearchPage): readonly string[] {
  return page.hits.map(({ id }) => id)
}

export async function find(index: SearchIndex, parts: QueryParts = {}): Promise<readonly string[]> {
  return idsOf(await index.query(query(parts)))
}

/** Applies one document and says what became of it. */
export async function outcomeOf(index: SearchIndex, document: SearchDocument): Promise<string | undefined> {
  return (await index.apply([document]))[0]?.kind
}

/** Every page from the first; `between` runs before each following one. */
export async function walk(
  index: SearchIndex,
  asked: SearchQuery,
  between: (pages: number) => Promise<void> = async () => undefined,
): Promise<readonly string[]> {
  const seen: string[] = []
  let page = await index.query(asked)
  for (let pages = 1; ; pages++) {
    seen.push(...idsOf(page))
    if (page.nextCursor === undefined) return seen
    await between(pages)
    page = await index.query({ ...asked, cursor: page.nextCursor })
  }
}
