import { NEWS_SITEMAP_MAX_URLS, SITEMAP_MAX_URLS } from '../sitemap.ts'
import { checkPlainText, checkRequired, checkTight } from './element-checks.ts'
import type { LintContext } from './finding.ts'
import { isHttpUrl, w3cDateFault } from './values.ts'
import { childNamed, childrenNamed } from './xml-tree.ts'
import type { XmlElement } from './xml-tree.ts'

/** Sitemaps and sitemap indexes (sitemaps.org 0.9), with Google News and language alternates. */
export function lintSitemap(root: XmlElement, context: LintContext): void {
  const entries = childrenNamed(
    root,
    root.name === 'sitemap:sitemapindex' ? 'sitemap:sitemap' : 'sitemap:url',
  )
  const news = entries.some((entry) => childNamed(entry, 'news:news') !== undefined)
  const limit = news ? NEWS_SITEMAP_MAX_URLS : SITEMAP_MAX_URLS
  if (entries.length > limit) {
    context.report('TooManyUrls', `${entries.length} entries; ${limit} are allowed.`, root.where)
  }
  const seen = new Set<string>()
  for (const entry of entries) {
    checkRequired(entry, { 'sitemap:loc': 'MissingElement' }, context)
    const location = childNamed(entry, 'sitemap:loc')
    if (location !== undefined) {
      lintLocation(location, context)
      if (seen.has(location.text)) context.report('DuplicateUrl', location.text, location.where)
      seen.add(location.text)
    }
    for (const date of childrenNamed(entry, 'sitemap:lastmod')) checkW3cDate(date, context)
    for (const link of childrenNamed(entry, 'xhtml:link')) lintAlternate(link, context)
    for (const item of childrenNamed(entry, 'news:news')) lintNews(item, context)
  }
}

function lintLocation(location: XmlElement, context: LintContext): void {
  const { report, options } = context
  checkTight(location, context)
  if (!isHttpUrl(location.text) || location.text.length > MAX_URL_LENGTH) {
    report('InvalidFullLink', `No web address of at most ${MAX_URL_LENGTH} characters.`, location.where)
  } else if (options.url !== undefined && new URL(location.text).host !== URL.parse(options.url)?.host) {
    report('ForeignHost', `Another host than that of the sitemap: ${location.text}`, location.where)
  }
}

function lintAlternate(link: XmlElement, { report }: LintContext): void {
  const href = link.attributes.get('href')
  if (href === undefined || !isHttpUrl(href)) report('InvalidFullLink', `href="${href ?? ''}"`, link.where)
  if (!link.attributes.has('hreflang')) report('MissingAttribute', 'hreflang is missing.', link.where)
}

function lintNews(news: XmlElement, context: LintContext): void {
  checkRequired(
    news,
    {
      'news:publication': 'MissingElement',
      'news:publication_date': 'MissingElement',
      'news:title': 'MissingElement',
    },
    context,
  )
  for (const title of childrenNamed(news, 'news:title')) checkPlainText(title, context)
  for (const date of childrenNamed(news, 'news:publication_date')) checkW3cDate(date, context)
  const publication = childNamed(news, 'news:publication')
  if (publication === undefined) return
  checkRequired(publication, { 'news:name': 'MissingElement', 'news:language': 'MissingElement' }, context)
  for (const name of childrenNamed(publication, 'news:name')) checkPlainText(name, context)
  for (const { text, where } of childrenNamed(publication, 'news:language')) {
    if (!/^(?:[a-z]{2,3}|zh-cn|zh-tw)$/.test(text)) context.report('InvalidLanguage', text, where)
  }
}

function checkW3cDate(date: XmlElement, { report }: LintContext): void {
  const fault = w3cDateFault(date.text)
  if (fault !== undefined) report(fault, `Not a right date: ${date.text}`, date.where)
}

const MAX_URL_LENGTH = 2_048
