import type { FeedFrame, FeedHeader } from '@uniwire/feed'
import { atomFrame, FEED_RENDERER_DATE, jsonFeedFrame, rssFrame } from '@uniwire/feed'
import type { FeedFormat } from '../feed-address.ts'
import { allFeedTexts } from '../feed-texts.ts'
import { instantMs, wholeSecond } from '../instant.ts'
import { findArticle } from '../store/articles.ts'
import type { FeedDatabase } from '../store/database.ts'
import type { Document } from './document.ts'
import { createDocument } from './document.ts'
import type { FragmentSource } from './fragments.ts'
import { join, MEDIA_TYPES } from './render-feed.ts'
import { fitting, roomIn } from './room.ts'
import { stylesheetUrl } from './stylesheet.ts'

export interface SearchQuery {
  /** What is searched for: one spelling for all addresses that mean the same. */
  readonly wanted: URLSearchParams
  /** The query of the address as it was asked for, in characters that an address may have. */
  readonly asked: string
}

export interface SearchFeedRequest {
  readonly format: FeedFormat
  readonly query: SearchQuery
  /** Articles that the search found. */
  readonly ids: readonly string[]
}

/**
 * The articles of a search as a feed, made of what every other feed is made of: an article that left since
 * the search index found it is left out. It has no date of its own, for nobody keeps what it once showed; its
 * entity tag tells whether it changed.
 */
export function renderSearchFeed(
  database: FeedDatabase,
  { format, query, ids }: SearchFeedRequest,
  { publicUrl, fragments }: { readonly publicUrl: string; readonly fragments: FragmentSource },
): Document {
  const articles = ids
    .flatMap((id) => findArticle(database, id) ?? [])
    .filter(({ visibility }) => visibility === 'visible')
    .toSorted((a, b) => b.publishedMs - a.publishedMs || (a.id < b.id ? 1 : -1))
  const { wanted, asked } = query
  const search = (text: string) => (text === '' ? '' : `?${text}`)
  const address = `${publicUrl}/feeds/search.${format}`
  const header: FeedHeader = {
    title: `Uniwire: ${wanted.get('q') ?? ''}`,
    description: allFeedTexts.description,
    homeUrl: `${publicUrl}/search${search(wanted.toString())}`,
    // Where it was found (SelfDoesntMatchLocation of the W3C validator); its id is that of the search.
    feedUrl: address + search(asked),
    id: address + search(wanted.toString()),
    stylesheetUrl: stylesheetUrl(publicUrl, 'all'),
    updated: wholeSecond(
      Math.max(instantMs(FEED_RENDERER_DATE), ...articles.map(({ updatedMs }) => updatedMs)),
    ),
  }
  const around = FRAMES[format](header)
  const { before, between, after } = around
  const entries = articles.map(({ number: article, id, version, publishedMs }) => ({
    article,
    id,
    version,
    publishedMs,
  }))
  const room = roomIn(around, entries.length)
  const parts = fitting(database, entries, { format, fragments, room }).map(({ bytes }) => bytes)
  return createDocument({
    mediaType: MEDIA_TYPES[format],
    body: join(before, parts, between, after),
    selfUrl: header.feedUrl,
  })
}

const FRAMES: Readonly<Record<FeedFormat, (header: FeedHeader) => FeedFrame>> = {
  rss: rssFrame,
  atom: (header) => atomFrame(header),
  json: jsonFeedFrame,
}
