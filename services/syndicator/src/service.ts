import { createByteCache } from './documents/byte-cache.ts'
import type { Document } from './documents/document.ts'
import { createDocument } from './documents/document.ts'
import { createFragmentSource } from './documents/fragments.ts'
import { createGivenDates } from './documents/given-dates.ts'
import { renderFeed } from './documents/render-feed.ts'
import { renderNews, renderSubscriptions } from './documents/render-lists.ts'
import type { ArchivePage } from './documents/render-archive.ts'
import { renderArchivePage } from './documents/render-archive.ts'
import type { SearchFeedRequest } from './documents/render-search.ts'
import { renderSearchFeed } from './documents/render-search.ts'
import { createSitemaps } from './documents/sitemaps.ts'
import type { EndedFeed } from './ended-feed.ts'
import { endedFeed } from './ended-feed.ts'
import type { ArchiveAddress, FeedRequest } from './feed-address.ts'
import { FEED_FORMATS, feedName } from './feed-address.ts'
import type { ChangesQuery } from './store/changes.ts'
import { findArticle } from './store/articles.ts'
import { changesPage, lastChangeOf } from './store/changes.ts'
import type { FeedDatabase } from './store/database.ts'
import { findFeed } from './store/feeds.ts'
import { findUniversity } from './store/universities.ts'
import type { Touched } from './touched.ts'
import { archiveName } from './touched.ts'

/** Documents out of the store, each made once per change. `undefined` is "there is no such thing". */
export interface FeedService {
  feed(request: FeedRequest): Document | undefined
  /** A feed that was, and is no more. */
  ended(request: FeedRequest): EndedFeed | undefined
  hasUniversity(slug: string): boolean
  /** Whether anything stands or stood in it; categories that nobody uses are no feeds to speak of. */
  isUsed(request: FeedRequest): boolean
  /** The articles that a search found. */
  search(request: SearchFeedRequest): Document
  archive(address: ArchiveAddress): ArchivePage | undefined
  subscriptions(): Document
  sitemap(part: number | undefined): Promise<Document | undefined>
  newsSitemap(): Document
  changes(query: ChangesQuery): Document | undefined
  /** The newest public change of an article, and the names of the feeds it stands in. */
  lastChange(article: string): { readonly sequence: number; readonly feeds: readonly string[] } | undefined
  /** What a transaction changed is rendered anew when somebody asks for it. */
  invalidate(touched: Touched): void
  /** The store is another one. */
  reset(): void
}

export interface FeedServiceOptions {
  readonly database: () => FeedDatabase
  readonly publicUrl: string
  readonly now: () => string
}

/** Together with the compressed forms, about a hundred feeds of 230 KB. */
const MAX_FEED_BYTES = 32 * 1024 * 1024
/** Whoever walks an archive may push out other pages of archives, and no live feed. */
const MAX_ARCHIVE_BYTES = 16 * 1024 * 1024
const MAX_LIST_BYTES = 4 * 1024 * 1024
/** A body and its two compressed forms, in bodies. */
const WEIGHT_OF_FORMS = 1.5
/** Of one entry, however small: anyone may ask for categories that nobody uses. */
const OVERHEAD_BYTES = 2_000

export function createFeedService({ database, publicUrl, now }: FeedServiceOptions): FeedService {
  const fragments = createFragmentSource(publicUrl)
  const weigh = ({ body }: Document) => body.length * WEIGHT_OF_FORMS + OVERHEAD_BYTES
  const documents = createByteCache(MAX_FEED_BYTES, weigh)
  const archives = createByteCache<ArchivePage>(MAX_ARCHIVE_BYTES, ({ document }) => weigh(document))
  const lists = createByteCache(MAX_LIST_BYTES, weigh)
  /** Feeds of categories in other spellings than that which is kept; good for as long as that one. */
  const spellings = createByteCache<{ readonly of: Document; readonly document: Document }>(
    MAX_LIST_BYTES,
    ({ document }) => weigh(document),
  )
  const dates = createGivenDates(now)
  const sitemaps = createSitemaps(database, publicUrl)
  const kept = <D extends Document | undefined>(key: string, render: () => D): Document | D => {
    const known = lists.get(key)
    if (known !== undefined) return known
    const made = render()
    if (made !== undefined) lists.set(key, made)
    return made
  }
  const canonicalFeed = ({ address, format }: FeedRequest): Document | undefined => {
    const key = `${feedName(address)}.${format}`
    const known = documents.get(key)
    if (known !== undefined) return known
    const made = renderFeed(database(), { address, format }, { publicUrl, fragments })
    if (made === undefined) return undefined
    const document = dates.dated(key, made)
    documents.set(key, document)
    return document
  }
  const reset = () => {
    fragments.clear()
    documents.clear()
    archives.clear()
    lists.clear()
    spellings.clear()
    sitemaps.clear()
  }
  return {
    feed(request) {
      const canonical = canonicalFeed(request)
      const { spelt, format, address } = request
      if (canonical === undefined || spelt === undefined) return canonical
      const key = `${feedName(address)}.${format}\n${spelt}`
      const known = spellings.get(key)
      if (known?.of === canonical) return known.document
      const made = renderFeed(database(), request, { publicUrl, fragments })
      if (made === undefined) return undefined
      const document = { ...made, lastModified: canonical.lastModified }
      spellings.set(key, { of: canonical, document })
      return document
    },
    ended: ({ address, format }) => endedFeed(database(), address, format, publicUrl),
    hasUniversity: (slug) => findUniversity(database(), slug) !== undefined,
    isUsed: ({ address }) =>
      address.kind !== 'category' || findFeed(database(), feedName(address)) !== undefined,
    subscriptions: () => kept('opml', () => renderSubscriptions(database(), publicUrl)),
    search: (request) => renderSearchFeed(database(), request, { publicUrl, fragments }),
    archive(address) {
      const key = archiveName(feedName(address.of), address.page)
      const known = archives.get(key)
      if (known !== undefined) return known
      const made = renderArchivePage(database(), address, publicUrl)
      if (made === undefined) return undefined
      const page = { ...made, document: dates.dated(key, made.document) }
      archives.set(key, page)
      return page
    },
    sitemap: (part) => sitemaps.part(part),
    newsSitemap() {
      const at = now()
      return kept(`news/${at.slice(0, 10)}`, () => renderNews(database(), at))
    },
    changes(query) {
      const { university } = query
      if (university !== undefined && findUniversity(database(), university) === undefined) return undefined
      return createDocument({
        mediaType: 'application/json',
        body: Buffer.from(changesPage(database(), query)),
      })
    },
    lastChange(id) {
      const article = findArticle(database(), id)
      const sequence = article === undefined ? undefined : lastChangeOf(database(), article.number)
      return article === undefined || sequence === undefined ? undefined : { sequence, feeds: article.feeds }
    },
    invalidate(touched) {
      if (touched.universities) reset()
      for (const name of touched.feeds) {
        for (const format of FEED_FORMATS) documents.delete(`${name}.${format}`)
      }
      if (touched.feeds.size > 0) spellings.clear()
      for (const name of touched.archives) archives.delete(name)
      for (const id of touched.articles) fragments.delete(id)
      if (touched.articles.size === 0) return
      lists.clear()
      sitemaps.clear()
    },
    reset,
  }
}
