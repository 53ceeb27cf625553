import { checkTight } from './element-checks.ts'
import type { LintContext } from './finding.ts'
import { isFullUri, isLanguageTag, isMediaType } from './values.ts'
import { childNamed, childrenNamed } from './xml-tree.ts'
import type { XmlElement } from './xml-tree.ts'

/** Checks one `atom:link`, in a feed or in an entry of any format. */
export function checkLink(link: XmlElement, parent: 'feed' | 'entry', context: LintContext): void {
  const { report } = context
  const href = link.attributes.get('href')
  const rel = relOf(link)
  const type = link.attributes.get('type')
  const hreflang = link.attributes.get('hreflang')
  checkTight(link, context)
  if (href === undefined) report('MissingHref', 'A link without href.', link.where)
  else if (!isFullUri(href)) {
    report(rel === 'self' ? 'RelativeSelf' : 'InvalidFullLink', `href is no full URL: ${href}`, link.where)
  }
  if (!REGISTERED.has(rel) && !isFullUri(rel)) {
    report('UnregisteredAtomLinkRel', `rel="${rel}" is not registered.`, link.where)
  }
  if (type !== undefined && !isMediaType(type)) {
    report('InvalidMIMEAttribute', `type is no media type: ${type}`, link.where)
  } else if (rel === 'self' && parent === 'feed' && type !== undefined && !FEED_TYPE.test(type)) {
    report('SelfNotAtom', `rel=self has the type ${type}.`, link.where)
  }
  if (hreflang !== undefined && !isLanguageTag(hreflang)) {
    report('InvalidLanguage', `hreflang="${hreflang}"`, link.where)
  }
  if (parent === 'entry' && HISTORY.has(rel)) {
    report('FeedHistoryRelInEntry', `rel=${rel} belongs in the feed, not in an entry.`, link.where)
  }
}

/** The links of a feed together: its own address, one alternate of a kind, and its history (RFC 5005). */
export function checkFeedLinks(feed: XmlElement, context: LintContext): void {
  const { report, options } = context
  const links = childrenNamed(feed, 'atom:link')
  for (const link of links) checkLink(link, 'feed', context)
  checkAlternates(links, context)
  const self = links.find((link) => relOf(link) === 'self')
  if (self === undefined) report('MissingSelf', 'No link with rel=self.', feed.where)
  else if (options.url !== undefined && self.attributes.get('href') !== options.url) {
    report('SelfDoesntMatchLocation', `rel=self is not ${options.url}.`, self.where)
  }
  if (childNamed(feed, 'fh:archive') === undefined) return
  const rels = new Set(links.map(relOf))
  if (!rels.has('prev-archive') && !rels.has('next-archive')) {
    report('ArchiveIncomplete', 'An archive page without prev-archive or next-archive.', feed.where)
  }
  if (!rels.has('current'))
    report('MissingCurrentInArchive', 'An archive page without rel=current.', feed.where)
}

/** One alternate link for each pair of type and language (RFC 4287 §4.1.1). */
export function checkAlternates(links: readonly XmlElement[], { report }: LintContext): void {
  const seen = new Set<string>()
  for (const link of links.filter((candidate) => relOf(candidate) === 'alternate')) {
    const key = `${link.attributes.get('type') ?? ''} ${link.attributes.get('hreflang') ?? ''}`
    if (seen.has(key)) report('DuplicateAtomLink', 'Two alternates of one type and language.', link.where)
    seen.add(key)
  }
}

export function relOf(link: XmlElement): string {
  return link.attributes.get('rel') ?? 'alternate'
}

const HISTORY: ReadonlySet<string> = new Set(
  'current first last next next-archive prev-archive previous'.split(' '),
)
const REGISTERED: ReadonlySet<string> = new Set([
  ...HISTORY,
  ...'alternate describedby edit edit-media enclosure hub license payment related replies search self service up via'.split(
    ' ',
  ),
])
const FEED_TYPE = /^application\/(?:atom|rss|rdf)\+xml\s*(?:;|$)/
