import type { FieldStreams, SearchableArticle, SearchDocument, StoredDocument } from '@uniwire/ports'
import { indexedStream, indexedToken } from './tokens.ts'

/** `_source` of an article. The version is Elasticsearch's own, `_version`. */
export interface ArticleSource {
  readonly kind: 'article'
  readonly id: string
  readonly university: string
  readonly language: string
  readonly categories: SearchableArticle['categories']
  readonly categoryKeys: readonly string[]
  readonly categoryPairs: readonly string[]
  readonly publishedAt: string
  readonly publishedAtMs: number
  readonly day: string
  readonly year: string
  readonly firstSequence: number
  readonly baselineViews: number
  readonly liveViews: number
  /** Of `liveViews`; -1 when none were known. */
  readonly viewsRevision: number
  /** Baseline and live ones: what is shown and sorted by. */
  readonly views: number
  readonly titleWords: readonly string[]
  readonly links?: readonly string[]
  readonly title: FieldStreams
  readonly body: FieldStreams
  /** As they came, where an indexed stream had to differ. */
  readonly streams?: { readonly title: FieldStreams; readonly body: FieldStreams }
  readonly source: string
}

/** A stub keeps nothing of the article it was. */
export interface StubSource {
  readonly kind: 'stub'
  readonly source: string
}

export interface ViewsSource {
  readonly kind: 'views'
  readonly liveViews: number
  readonly viewsRevision: number
}

export type KnownViews = Pick<ViewsSource, 'liveViews' | 'viewsRevision'>

export const NO_VIEWS: KnownViews = { liveViews: 0, viewsRevision: -1 }

export function sourceOf(document: SearchDocument, views: KnownViews): ArticleSource | StubSource {
  if (document.kind === 'stub') return { kind: 'stub', source: document.source }
  const { id, university, language, categories, publishedAt, day, firstSequence, source } = document
  const given = { title: document.title, body: document.body }
  const title = indexedStreams(given.title)
  const body = indexedStreams(given.body)
  const differs = !isSame(title, given.title) || !isSame(body, given.body)
  const distinct = firstOfEachKey(categories)
  const article = {
    kind: 'article',
    id,
    university,
    language,
    categories: categories.map(({ key, label }) => ({ key, label })),
    categoryKeys: distinct.map(({ key }) => key),
    categoryPairs: distinct.map(({ key, label }) => JSON.stringify([key, label])),
    publishedAt,
    publishedAtMs: Date.parse(publishedAt),
    day,
    year: day.slice(0, 4),
    firstSequence,
    baselineViews: document.baselineViews,
    liveViews: 0,
    viewsRevision: -1,
    views: 0,
    titleWords: plainWords(given.title.exact),
    ...(document.links && { links: [...document.links] }),
    title,
    body,
    ...(differs && {
      streams: { title: plainStreams(given.title), body: plainStreams(given.body) },
    }),
    source,
  } as const
  return withViews(article, views)
}

export function withViews(article: ArticleSource, { liveViews, viewsRevision }: KnownViews): ArticleSource {
  return { ...article, liveViews, viewsRevision, views: article.baselineViews + liveViews }
}

export function storedDocument(
  id: string,
  version: number,
  stored: ArticleSource | StubSource,
): StoredDocument {
  const { kind, source } = stored
  if (kind === 'stub') return { document: { kind, id, version, source }, views: 0 }
  const { university, language, categories, publishedAt, day, firstSequence, baselineViews } = stored
  const { title, body } = stored.streams ?? stored
  const described = { university, language, categories, publishedAt, day, firstSequence, baselineViews }
  const links = stored.links && { links: stored.links }
  return { document: { kind, id, version, ...described, title, body, ...links, source }, views: stored.views }
}

/** Each once; without those that `indexedToken` writes in another way. */
function plainWords(stream: string): readonly string[] {
  return [...new Set(stream.split(' '))].filter((word) => word !== '' && indexedToken(word) === word)
}

function indexedStreams({ stem, key, exact }: FieldStreams): FieldStreams {
  return { stem: indexedStream(stem), key: indexedStream(key), exact: indexedStream(exact) }
}

function plainStreams({ stem, key, exact }: FieldStreams): FieldStreams {
  return { stem, key, exact }
}

function isSame(a: FieldStreams, b: FieldStreams): boolean {
  return a.stem === b.stem && a.key === b.key && a.exact === b.exact
}

/** An article counts once in a category, under the first label it gives it. */
function firstOfEachKey(categories: SearchableArticle['categories']): SearchableArticle['categories'] {
  const seen = new Set<string>()
  return categories.filter(({ key }) => !seen.has(key) && seen.add(key))
}
