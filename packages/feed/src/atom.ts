import { rfc3339 } from './instant.ts'
import { joinFragments } from './frame.ts'
import type { FeedFrame, FeedHeader, Tombstone } from './model.ts'
import { ATOM_NS, FEED_HISTORY_NS, TOMBSTONE_NS } from './namespaces.ts'
import { guidOf } from './prepared-entry.ts'
import type { PreparedEntry, PreparedUniversity } from './prepared-entry.ts'
import { feedLinks, prepareHeader, xmlProlog } from './prepared-header.ts'
import type { PreparedHeader } from './prepared-header.ts'
import { singleLine } from './text.ts'
import { attributeList, cdata, emptyElement, escapeHtml, looksLikeHtml, textElement } from './xml.ts'

/** Atom 1.0 (RFC 4287) around the `atom` fragments. @throws InvalidInstantError, TypeError (see `FeedHeader`) */
export function atomFrame(feedHeader: FeedHeader, tombstones: readonly Tombstone[] = []): FeedFrame {
  const header = prepareHeader(feedHeader)
  const attributes = attributeList({
    xmlns: ATOM_NS,
    'xmlns:fh': header.archive ? FEED_HISTORY_NS : undefined,
    // Declared only where used: the W3C validator warns of this namespace, which it does not know.
    'xmlns:at': tombstones.length > 0 ? TOMBSTONE_NS : undefined,
    'xml:lang': header.language,
  })
  return {
    before:
      `${xmlProlog(header.stylesheetUrl)}<feed${attributes}>\n` +
      feedMetadata(header) +
      tombstones.map(deletedEntry).join(''),
    between: '',
    after: '</feed>\n',
  }
}

/** A whole Atom document, withdrawals before the entries. @throws InvalidInstantError, TypeError (see `FeedHeader`) */
export function renderAtom(
  header: FeedHeader,
  fragments: readonly string[],
  tombstones: readonly Tombstone[] = [],
): string {
  return joinFragments(atomFrame(header, tombstones), fragments)
}

/** One `entry`; it names its university as author, when no byline does, and as source. */
export function atomEntry(entry: PreparedEntry): string {
  return (
    `<entry${attributeList({ 'xml:lang': entry.language })}>\n` +
    textElement('id', entry.guid) +
    textConstruct('title', entry.title) +
    entryLinks(entry) +
    textElement('published', entry.publishedRfc3339) +
    textElement('updated', entry.updatedRfc3339) +
    author(entry) +
    entry.categories.map((term) => emptyElement('category', { term })).join('') +
    (entry.rights === '' ? '' : textConstruct('rights', entry.rights)) +
    (entry.summary === '' ? '' : textConstruct('summary', entry.summary)) +
    source(entry.university, entry.updatedRfc3339) +
    `<content type="html">${cdata(entry.contentHtml)}</content>\n` +
    '</entry>\n'
  )
}

function entryLinks({ link, pageUrl, language, images }: PreparedEntry): string {
  return (
    (link === undefined
      ? ''
      : emptyElement('link', { rel: 'alternate', type: 'text/html', hreflang: language, href: link })) +
    (pageUrl === undefined || pageUrl === link
      ? ''
      : emptyElement('link', { rel: 'related', type: 'text/html', href: pageUrl })) +
    images
      .flatMap(({ url, type, length }) =>
        type === undefined ? [] : emptyElement('link', { rel: 'enclosure', type, length, href: url }),
      )
      .join('')
  )
}

function author({ byline, university }: PreparedEntry): string {
  if (byline !== '') return `<author>\n${textElement('name', byline)}</author>\n`
  const uri = university.homepage === undefined ? '' : textElement('uri', university.homepage)
  return `<author>\n${textElement('name', university.name)}${uri}</author>\n`
}

/**
 * The university's own feed, as it was when this entry changed last: its `updated` was then the entry's own, and so
 * the fragment depends on nothing but the entry (RFC 4287 §4.2.11).
 */
function source({ name, homepage, feedUrl }: PreparedUniversity, updated: string): string {
  const id = feedUrl ?? homepage
  if (id === undefined) return ''
  return (
    '<source>\n' +
    textElement('id', id) +
    textConstruct('title', name) +
    textElement('updated', updated) +
    (feedUrl === undefined
      ? ''
      : emptyElement('link', { rel: 'self', type: 'application/atom+xml', href: feedUrl })) +
    (homepage === undefined
      ? ''
      : emptyElement('link', { rel: 'alternate', type: 'text/html', href: homepage })) +
    '</source>\n'
  )
}

function feedMetadata(header: PreparedHeader): string {
  const { iconUrl, logoUrl } = header
  return (
    textElement('id', header.id) +
    textConstruct('title', header.title) +
    textConstruct('subtitle', header.description) +
    textElement('updated', header.updatedRfc3339) +
    emptyElement('link', { rel: 'alternate', type: 'text/html', href: header.homeUrl }) +
    feedLinks('link', 'application/atom+xml', header) +
    (header.archive ? '<fh:archive/>\n' : '') +
    (iconUrl === undefined ? '' : textElement('icon', iconUrl)) +
    (logoUrl === undefined ? '' : textElement('logo', logoUrl)) +
    (header.rights === '' ? '' : textConstruct('rights', header.rights)) +
    textElement('generator', 'Uniwire')
  )
}

/** RFC 6721. */
function deletedEntry({ id, at, reason, language }: Tombstone): string {
  const attributes = attributeList({ ref: guidOf(id), when: rfc3339(at) })
  const comment = singleLine(reason ?? '')
  if (comment === '') return `<at:deleted-entry${attributes}/>\n`
  return `<at:deleted-entry${attributes}>\n${textConstruct('at:comment', comment, language)}</at:deleted-entry>\n`
}

/** RFC 4287 §3.1.1; the type is left out for plain text, which is the default. */
function textConstruct(name: string, text: string, language?: string): string {
  const html = looksLikeHtml(text)
  return textElement(name, html ? escapeHtml(text) : text, {
    type: html ? 'html' : undefined,
    'xml:lang': language,
  })
}
