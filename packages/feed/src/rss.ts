import { joinFragments } from './frame.ts'
import type { FeedFrame, FeedHeader } from './model.ts'
import { ATOM_NS, CONTENT_NS, DC_NS, FEED_HISTORY_NS, MEDIA_NS } from './namespaces.ts'
import type { PreparedEntry, PreparedImage } from './prepared-entry.ts'
import { feedLinks, prepareHeader, xmlProlog } from './prepared-header.ts'
import type { PreparedHeader } from './prepared-header.ts'
import { attributeList, cdata, emptyElement, escapeHtml, looksLikeHtml, textElement } from './xml.ts'

/** RSS 2.0 around the `rss` fragments. @throws InvalidInstantError, TypeError (see `FeedHeader`) */
export function rssFrame(feedHeader: FeedHeader): FeedFrame {
  const header = prepareHeader(feedHeader)
  const namespaces = {
    version: '2.0',
    'xmlns:atom': ATOM_NS,
    'xmlns:content': CONTENT_NS,
    'xmlns:dc': DC_NS,
    'xmlns:media': MEDIA_NS,
    'xmlns:fh': header.archive ? FEED_HISTORY_NS : undefined,
  }
  return {
    before: `${xmlProlog(header.stylesheetUrl)}<rss${attributeList(namespaces)}>\n<channel>\n${channelMetadata(header)}`,
    between: '',
    after: '</channel>\n</rss>\n',
  }
}

/** A whole RSS 2.0 document. @throws InvalidInstantError, TypeError (see `FeedHeader`) */
export function renderRss(header: FeedHeader, fragments: readonly string[]): string {
  return joinFragments(rssFrame(header), fragments)
}

/** One `item`. `description` stands before `content:encoded`, and the guid is no permalink: readers ask for both. */
export function rssItem(entry: PreparedEntry): string {
  const { university, enclosure } = entry
  return (
    '<item>\n' +
    textElement('title', entry.title) +
    (entry.link === undefined ? '' : textElement('link', entry.link)) +
    textElement('guid', entry.guid, { isPermaLink: 'false' }) +
    textElement('pubDate', entry.publishedRfc822) +
    textElement('atom:updated', entry.updatedRfc3339) +
    // `author` of RSS 2.0 wants an e-mail address; a name belongs in dc:creator.
    textElement('dc:creator', entry.byline || university.name) +
    textElement('dc:language', entry.language) +
    entry.categories.map((category) => textElement('category', category)).join('') +
    (university.feedUrl === undefined
      ? ''
      : textElement('source', university.name, { url: university.feedUrl })) +
    (entry.rights === '' ? '' : textElement('dc:rights', entry.rights)) +
    // RSS 2.0 takes the description for HTML, so plain text is escaped twice.
    textElement('description', escapeHtml(entry.description)) +
    `<content:encoded>${cdata(entry.contentHtml)}</content:encoded>\n` +
    (enclosure === undefined ? '' : emptyElement('enclosure', { ...enclosure })) +
    entry.images.map(mediaContent).join('') +
    '</item>\n'
  )
}

/** Media RSS 1.5.1, `media:content`. */
function mediaContent({ url, type, length, width, height, alt }: PreparedImage): string {
  const attributes = attributeList({ url, fileSize: length, type, medium: 'image', width, height })
  if (alt === '') return `<media:content${attributes}/>\n`
  const description = looksLikeHtml(alt)
    ? textElement('media:description', escapeHtml(alt), { type: 'html' })
    : textElement('media:description', alt, { type: 'plain' })
  return `<media:content${attributes}>\n${description}</media:content>\n`
}

function channelMetadata(header: PreparedHeader): string {
  return (
    textElement('title', header.title) +
    textElement('link', header.homeUrl) +
    textElement('description', header.description) +
    (header.language === undefined ? '' : textElement('language', header.language)) +
    (header.rights === '' ? '' : textElement('copyright', header.rights)) +
    textElement('lastBuildDate', header.updatedRfc822) +
    textElement('generator', 'Uniwire') +
    feedLinks('atom:link', 'application/rss+xml', header) +
    (header.archive ? '<fh:archive/>\n' : '') +
    channelImage(header)
  )
}

/** RSS 2.0 knows three picture formats, and wants title and link equal to the channel's. */
function channelImage({ logoUrl, title, homeUrl }: PreparedHeader): string {
  if (logoUrl === undefined || !CHANNEL_IMAGE.test(logoUrl)) return ''
  return `<image>\n${textElement('url', logoUrl)}${textElement('title', title)}${textElement('link', homeUrl)}</image>\n`
}

const CHANNEL_IMAGE = /\.(?:gif|jpe?g|png)$/i
