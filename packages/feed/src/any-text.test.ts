import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyEntry, anyHeader, anyText, legalCharacters, legalLine, sanitisedHtml } from './arbitrary-entry.ts'
import {
  lintFeed,
  renderAtom,
  renderEntry,
  renderJsonFeed,
  renderNewsSitemap,
  renderOpml,
  renderRss,
  renderSitemap,
} from './index.ts'
import { childNamed, childrenNamed, parseXml } from './lint/xml-tree.ts'
import type { XmlElement } from './lint/xml-tree.ts'

const RSS_URL = 'https://wire.example.kz/feeds/all.rss'
const ATOM_URL = 'https://wire.example.kz/feeds/all.atom'
const JSON_URL = 'https://wire.example.kz/feeds/all.json'
const isVisible = (text: string): boolean => /[^\s\p{Cf}]/u.test(text)

describe('an RSS document of any text', () => {
  it('is well-formed, and gives every legal character back', () => {
    fc.assert(
      fc.property(anyHeader(RSS_URL), anyEntry(), (header, entry) => {
        const channel = childNamed(rootOf(renderRss(header, [renderEntry(entry).rss])), 'channel')
        const item = channel && childNamed(channel, 'item')
        expectText(channel, 'title', legalLine(header.title))
        expectText(item, 'title', legalLine(entry.title))
        expectText(item, 'guid', `urn:uuid:${entry.id}`)
        expectText(item, 'dc:creator', legalLine(entry.byline ?? ''))
        expectText(item, 'dc:rights', legalLine(entry.rights ?? ''))
        expect(textsOf(item, 'category')).toEqual(visibleLines(entry.categories))
        const body = legalCharacters(entry.bodyHtml)
        expect(textsOf(item, 'content:encoded')[0]).toSatisfy(endsWithVisible(body))
      }),
    )
  })

  it('leaves nothing for the lint to say', () => {
    fc.assert(
      fc.property(anyHeader(RSS_URL), anyEntry(sanitisedHtml), (header, entry) => {
        const document = renderRss(header, [renderEntry(entry).rss])
        expect(
          lintFeed(document, { url: RSS_URL, contentType: 'application/rss+xml; charset=utf-8' }),
        ).toEqual([])
      }),
    )
  })
})

describe('an Atom document of any text', () => {
  it('is well-formed, and gives every legal character back', () => {
    const anyTombstone = fc.record({
      id: fc.uuid(),
      at: fc.constant('2026-01-01T00:00:00Z'),
      reason: anyText,
    })
    fc.assert(
      fc.property(anyHeader(ATOM_URL), anyEntry(), anyTombstone, (header, entry, tombstone) => {
        const feed = rootOf(renderAtom(header, [renderEntry(entry).atom], [tombstone]))
        const item = childNamed(feed, 'atom:entry')
        expectText(feed, 'atom:title', legalLine(header.title))
        expectText(item, 'atom:title', legalLine(entry.title))
        expectText(item, 'atom:summary', legalLine(entry.summary ?? ''))
        expectText(item && childNamed(item, 'atom:author'), 'atom:name', legalLine(entry.byline ?? ''))
        expect(item?.attributes.get('xml:lang')).toBe(entry.language)
        const terms = item && childrenNamed(item, 'atom:category').map((term) => term.attributes.get('term'))
        expect(terms).toEqual(visibleLines(entry.categories))
        const body = legalCharacters(entry.bodyHtml)
        expect(textsOf(item, 'atom:content')[0]).toSatisfy(endsWithVisible(body))
        expectText(childNamed(feed, 'at:deleted-entry'), 'at:comment', legalLine(tombstone.reason))
      }),
    )
  })

  it('leaves nothing for the lint to say', () => {
    fc.assert(
      fc.property(anyHeader(ATOM_URL), anyEntry(sanitisedHtml), (header, entry) => {
        const document = renderAtom(header, [renderEntry(entry).atom])
        const contentType = 'application/atom+xml; charset=utf-8'
        const findings = lintFeed(document, { url: ATOM_URL, contentType })
        // The address of the archive's current document is any URL here, and ids are compared as written.
        expect(findings.filter(({ code }) => code !== 'NonCanonicalURI')).toEqual([])
      }),
    )
  })
})

describe('a JSON Feed of any text', () => {
  it('gives every legal character back, and leaves nothing for the lint to say', () => {
    fc.assert(
      fc.property(anyHeader(JSON_URL), anyEntry(sanitisedHtml), (header, entry) => {
        const document = renderJsonFeed(header, [renderEntry(entry).json])
        const [item] = JSON.parse(document).items
        const title = legalLine(entry.title)
        expect(isVisible(title) ? item.title : title).toBe(title)
        expect(item.content_html.endsWith(legalCharacters(entry.bodyHtml))).toBe(true)
        expect(lintFeed(document, { url: JSON_URL, contentType: 'application/feed+json' })).toEqual([])
      }),
    )
  })
})

describe('lists of any text', () => {
  it('OPML and sitemaps are well-formed and leave nothing for the lint to say', () => {
    const visible = anyText.filter((text) => isVisible(legalLine(text)))
    fc.assert(
      fc.property(visible, visible, anyText, (title, text, path) => {
        const url = `https://wire.example.kz/${path}`
        const outlines = [{ text, xmlUrl: url, htmlUrl: path, description: title }] as const
        expect(lintFeed(renderOpml({ title, outlines }))).toEqual([])
        expect(lintFeed(renderSitemap([{ url }, { url: path }]))).toEqual([])
        const news = {
          url,
          title,
          publication: text,
          language: 'kk',
          published: '2026-01-01T00:00:00Z',
        } as const
        expect(lintFeed(renderNewsSitemap([news]))).toEqual([])
      }),
    )
  })
})

function rootOf(document: string): XmlElement {
  const { root, findings } = parseXml(document)
  expect(findings).toEqual([])
  if (root === undefined) throw new Error('no root')
  return root
}

function textsOf(parent: XmlElement | undefined, name: string): readonly string[] {
  return parent === undefined ? [] : childrenNamed(parent, name).map(readText)
}

/** A lead picture may stand before the body; a blank body is replaced. */
function endsWithVisible(body: string): (content: string | undefined) => boolean {
  return (content) => !isVisible(body) || content?.endsWith(body) === true
}

/** Nothing is expected of a blank text: the renderer leaves it out or says something better. */
function expectText(parent: XmlElement | undefined, name: string, expected: string): void {
  expect(isVisible(expected) ? textsOf(parent, name) : [expected]).toEqual([expected])
}

/** Reads a text construct as RFC 4287 §3.1 says; RSS and CDATA content are taken as they are. */
function readText(element: XmlElement): string {
  const declaredHtml = element.attributes.get('type') === 'html' && element.name !== 'atom:content'
  if (!declaredHtml) return element.text
  return element.text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

function visibleLines(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.map(legalLine))].filter(isVisible)
}
