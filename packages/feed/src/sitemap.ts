import { rfc3339 } from './instant.ts'
import type { FeedLanguage } from './model.ts'
import { NEWS_NS, SITEMAP_NS, XHTML_NS } from './namespaces.ts'
import { singleLine } from './text.ts'
import { webUrl } from './url.ts'
import { attributeList, emptyElement, textElement, XML_DECLARATION } from './xml.ts'

/** sitemaps.org allows this many entries in one file; above it the caller makes several and an index. */
export const SITEMAP_MAX_URLS = 50_000
/** Google's limit of a news sitemap. */
export const NEWS_SITEMAP_MAX_URLS = 1_000

export interface SitemapUrl {
  readonly url: string
  /** UTC instant of the page's last change. */
  readonly updated?: string
  /** The same page in other languages: `hreflang` (or `x-default`) and address. */
  readonly alternates?: readonly { readonly hreflang: string; readonly url: string }[]
}

export interface NewsSitemapEntry {
  readonly url: string
  readonly title: string
  /** The name of the publication: the university's, or Uniwire's. */
  readonly publication: string
  readonly language: FeedLanguage
  readonly published: string
}

/** sitemaps.org 0.9. Entries whose address is no web address are left out. @throws InvalidInstantError */
export function renderSitemap(urls: readonly SitemapUrl[]): string {
  const withAlternates = urls.some(({ alternates }) => alternates !== undefined && alternates.length > 0)
  return document('urlset', { 'xmlns:xhtml': withAlternates ? XHTML_NS : undefined }, urls.map(urlElement))
}

/** Around `sitemapUrls`, for a caller that renders many addresses in slices. */
export const SITEMAP_FRAME = {
  before: `${XML_DECLARATION}<urlset${attributeList({ xmlns: SITEMAP_NS })}>\n`,
  after: '</urlset>\n',
} as const

/** Addresses of a sitemap whose pages have no alternates. @throws InvalidInstantError */
export function sitemapUrls(urls: readonly Omit<SitemapUrl, 'alternates'>[]): string {
  return urls.map(urlElement).join('')
}

/** An index of sitemaps. @throws InvalidInstantError */
export function renderSitemapIndex(sitemaps: readonly Omit<SitemapUrl, 'alternates'>[]): string {
  return document(
    'sitemapindex',
    {},
    sitemaps.map(({ url, updated }) => located('sitemap', url, lastModified(updated))),
  )
}

/** Google News; which articles are recent enough (two days) is the caller's choice. @throws InvalidInstantError */
export function renderNewsSitemap(entries: readonly NewsSitemapEntry[]): string {
  return document('urlset', { 'xmlns:news': NEWS_NS }, entries.map(newsElement))
}

function document(root: string, namespaces: Record<string, string | undefined>, elements: string[]): string {
  const attributes = attributeList({ xmlns: SITEMAP_NS, ...namespaces })
  return `${XML_DECLARATION}<${root}${attributes}>\n${elements.join('')}</${root}>\n`
}

function urlElement({ url, updated, alternates = [] }: SitemapUrl): string {
  const links = alternates.flatMap((alternate) => {
    const href = webUrl(alternate.url)
    return href === undefined
      ? []
      : emptyElement('xhtml:link', { rel: 'alternate', hreflang: alternate.hreflang, href })
  })
  return located('url', url, lastModified(updated) + links.join(''))
}

function newsElement({ url, title, publication, language, published }: NewsSitemapEntry): string {
  return located(
    'url',
    url,
    '<news:news>\n<news:publication>\n' +
      textElement('news:name', singleLine(publication)) +
      // Google takes ISO 639 codes only, without a script.
      textElement('news:language', language === 'kk-Latn' ? 'kk' : language) +
      '</news:publication>\n' +
      textElement('news:publication_date', rfc3339(published)) +
      textElement('news:title', singleLine(title)) +
      '</news:news>\n',
  )
}

function located(name: string, url: string, content: string): string {
  const address = webUrl(url)
  return address === undefined ? '' : `<${name}>\n${textElement('loc', address)}${content}</${name}>\n`
}

function lastModified(instant: string | undefined): string {
  return instant === undefined ? '' : textElement('lastmod', rfc3339(instant))
}
