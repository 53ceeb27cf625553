import { joinFragments } from './frame.ts'
import type { FeedFrame, FeedHeader } from './model.ts'
import type { PreparedEntry } from './prepared-entry.ts'
import { prepareHeader } from './prepared-header.ts'

/** JSON Feed 1.1 around the `json` fragments. @throws InvalidInstantError, TypeError (see `FeedHeader`) */
export function jsonFeedFrame(feedHeader: FeedHeader): FeedFrame {
  const header = prepareHeader(feedHeader)
  const metadata = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: header.title,
    home_page_url: header.homeUrl,
    feed_url: header.feedUrl,
    description: header.description,
    icon: header.logoUrl,
    favicon: header.iconUrl,
    language: header.language,
    hubs: header.hubUrl === undefined ? undefined : [{ type: 'WebSub', url: header.hubUrl }],
  })
  return { before: `${metadata.slice(0, -1)},"items":[\n`, between: ',\n', after: '\n]}\n' }
}

/** A whole JSON Feed document. @throws InvalidInstantError, TypeError (see `FeedHeader`) */
export function renderJsonFeed(header: FeedHeader, fragments: readonly string[]): string {
  return joinFragments(jsonFeedFrame(header), fragments)
}

/** One item; members that are undefined are absent. What the format has no member for is in `_uniwire`. */
export function jsonItem(entry: PreparedEntry): string {
  const { university, byline } = entry
  return JSON.stringify({
    id: entry.guid,
    url: entry.link,
    title: entry.title,
    content_html: entry.contentHtml,
    summary: entry.summary || undefined,
    image: entry.images[0]?.url,
    date_published: entry.publishedRfc3339,
    date_modified: entry.updatedRfc3339,
    authors: [byline === '' ? { name: university.name, url: university.homepage } : { name: byline }],
    tags: entry.categories.length > 0 ? entry.categories : undefined,
    language: entry.language,
    attachments: attachments(entry),
    _uniwire: {
      page_url: entry.pageUrl,
      university: { slug: university.slug, name: university.name, home_page_url: university.homepage },
      rights: entry.rights || undefined,
    },
  })
}

/** Only files whose type is known: `mime_type` is required. */
function attachments({ images }: PreparedEntry): readonly object[] | undefined {
  const known = images.flatMap(({ url, type, alt, length }) =>
    type === undefined ? [] : [{ url, mime_type: type, title: alt || undefined, size_in_bytes: length }],
  )
  return known.length > 0 ? known : undefined
}
