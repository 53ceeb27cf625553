import { lintAtom } from './atom.ts'
import { checkCharacters } from './element-checks.ts'
import { finding } from './finding.ts'
import type { Finding, LintContext, LintOptions } from './finding.ts'
import { lintJsonFeed } from './json-feed.ts'
import { checkMediaType } from './media-type.ts'
import type { DocumentFormat } from './media-type.ts'
import { lintOpml } from './opml.ts'
import { lintRss } from './rss.ts'
import { lintSitemap } from './sitemap.ts'
import { parseXml } from './xml-tree.ts'
import type { XmlElement } from './xml-tree.ts'

/**
 * Checks one document, RSS 2.0, Atom 1.0, JSON Feed, OPML or a sitemap, whichever it is, and returns what is wrong with
 * it in the order of the document. Codes are those of the W3C feed validator where it has one; a document that
 * is not well-formed has the first fault only.
 */
export function lintFeed(text: string, options: LintOptions = {}): readonly Finding[] {
  const findings: Finding[] = []
  const context: LintContext = {
    options,
    report: (code, message, where) => findings.push(finding(code, message, where)),
    add: (more) => findings.push(...more),
  }
  if (/^\s*\{/.test(text)) {
    checkMediaType(text, 'json', undefined, context)
    lintJsonFeed(text, context)
    return findings
  }
  const tree = parseXml(text)
  findings.push(...tree.findings)
  if (tree.root === undefined) return findings
  const known = FORMATS[tree.root.name]
  if (known === undefined) {
    context.report('UnknownFormat', `<${tree.root.name}> is no feed, OPML or sitemap.`, tree.root.where)
    return findings
  }
  checkMediaType(text, known.format, tree.encoding, context)
  checkCharacters(tree.root, context)
  known.lint(tree.root, context)
  return findings
}

const FORMATS: Readonly<
  Record<
    string,
    { readonly format: DocumentFormat; readonly lint: (root: XmlElement, context: LintContext) => void }
  >
> = {
  rss: { format: 'rss', lint: lintRss },
  'atom:feed': { format: 'atom', lint: lintAtom },
  opml: { format: 'opml', lint: lintOpml },
  'sitemap:urlset': { format: 'sitemap', lint: lintSitemap },
  'sitemap:sitemapindex': { format: 'sitemap', lint: lintSitemap },
}
