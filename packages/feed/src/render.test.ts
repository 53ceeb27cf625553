import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyEntry, anyHeader } from './arbitrary-entry.ts'
import {
  atomFrame,
  FEED_RENDERER_DATE,
  FEED_RENDERER_VERSION,
  InvalidInstantError,
  jsonFeedFrame,
  renderAtom,
  renderEntry,
  renderJsonFeed,
  renderRss,
  rssFrame,
} from './index.ts'
import type { FeedEntry, FeedHeader } from './index.ts'
import { ENGLISH_ENTRIES, KAZAKH_ENTRIES, sampleHeader } from './sample-feed.ts'

const [LABORATORY] = ENGLISH_ENTRIES
const HEADER = sampleHeader('all', 'rss', '2026-05-02T11:00:00Z')

function laboratory(changes: Partial<FeedEntry>): FeedEntry {
  if (LABORATORY === undefined) throw new Error('no sample')
  return { ...LABORATORY, ...changes }
}

function enclosures(images: FeedEntry['images']): number {
  return renderEntry(laboratory({ images })).rss.split('<enclosure ').length - 1
}

function isMarkedArchive(header: Partial<FeedHeader>): boolean {
  return renderAtom({ ...HEADER, archive: true, ...header }, []).includes('<fh:archive/>')
}

describe('the fragments of an entry', () => {
  it('are the same bytes for the same entry, and cannot be changed', () => {
    fc.assert(
      fc.property(anyEntry(), (entry) => {
        const fragments = renderEntry(entry)
        expect(renderEntry(structuredClone(entry))).toEqual(fragments)
        expect(Object.isFrozen(fragments)).toBe(true)
      }),
    )
  })

  it('stand in every feed as they are, in the order given, and depend on nothing around them', () => {
    fc.assert(
      fc.property(anyHeader('https://a.example/f'), anyEntry(), anyEntry(), (header, first, second) => {
        const [a, b] = [renderEntry(first), renderEntry(second)]
        expect(renderRss(header, [a.rss, b.rss])).toContain(a.rss + b.rss)
        expect(renderAtom(header, [b.atom, a.atom])).toContain(b.atom + a.atom)
        expect(JSON.parse(renderJsonFeed(header, [a.json, b.json])).items).toEqual([
          JSON.parse(a.json),
          JSON.parse(b.json),
        ])
      }),
    )
  })

  it('may be joined as bytes between the parts of a frame', () => {
    const entries = KAZAKH_ENTRIES.map(renderEntry)
    const join = (frame: typeof rssFrame, kind: 'rss' | 'atom' | 'json'): string => {
      const { before, between, after } = frame(HEADER)
      const parts = entries.flatMap((entry, index) => (index === 0 ? [entry[kind]] : [between, entry[kind]]))
      return Buffer.concat([before, ...parts, after].map((part) => Buffer.from(part))).toString()
    }
    expect(join(rssFrame, 'rss')).toBe(
      renderRss(
        HEADER,
        entries.map(({ rss }) => rss),
      ),
    )
    expect(join(atomFrame, 'atom')).toBe(
      renderAtom(
        HEADER,
        entries.map(({ atom }) => atom),
      ),
    )
    expect(join(jsonFeedFrame, 'json')).toBe(
      renderJsonFeed(
        HEADER,
        entries.map(({ json }) => json),
      ),
    )
  })

  it('refuse an instant that is none, rather than invent one', () => {
    for (const published of ['', 'now', '2026-02-30T00:00:00Z', '2026-01-01', '2026-01-01T00:00:00+05:00']) {
      expect(() => renderEntry(laboratory({ published }))).toThrow(InvalidInstantError)
    }
  })
})

describe('an entry', () => {
  it('has no element for rights, byline or summary of which nothing can be seen', () => {
    const blank = '\u200B\u00AD'
    const { rss, atom } = renderEntry(laboratory({ rights: blank, byline: blank, summary: blank }))
    expect(rss).not.toContain(blank)
    expect(atom).not.toContain(blank)
  })
})

describe('an item of RSS', () => {
  it('has an enclosure only when type and length are known, and only one', () => {
    const image = { url: 'https://steppe.example.org/a.jpg', type: 'image/jpeg' }
    expect(enclosures([image])).toBe(0)
    expect(enclosures([{ url: image.url, length: 5 }])).toBe(0)
    expect(enclosures([{ ...image, length: 0 }])).toBe(0)
    expect(enclosures([image, { ...image, length: 5 }, { ...image, length: 6 }])).toBe(1)
  })

  it('begins with the lead picture, unless the body shows it already', () => {
    const url = 'https://steppe.example.org/a.jpg?x=1&y=2'
    const lead = (bodyHtml: string): boolean =>
      renderEntry(laboratory({ bodyHtml, images: [{ url }] })).rss.includes('<![CDATA[<p><img ')
    expect(lead('<p>Text</p>')).toBe(true)
    expect(lead('<p>Text <img src="https://steppe.example.org/a.jpg?x=1&amp;y=2"></p>')).toBe(false)
  })

  it('has a date with the right weekday and four digits of year', () => {
    expect(renderEntry(laboratory({ published: '2024-02-29T19:00:00Z' })).rss).toContain(
      '<pubDate>Thu, 29 Feb 2024 19:00:00 GMT</pubDate>',
    )
  })

  it('links to the Uniwire page when the university gave no web address', () => {
    const pageUrl = 'https://wire.example.kz/articles/1'
    for (const url of [
      '',
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://a.kz/',
      'https://user:secret@a.kz/',
    ]) {
      const { rss, atom } = renderEntry(laboratory({ url, pageUrl }))
      expect(rss).toContain(`<link>${pageUrl}</link>`)
      expect(atom).toContain(`rel="alternate" type="text/html" hreflang="en" href="${pageUrl}"`)
    }
  })
})

describe('a text that looks like HTML', () => {
  const title = 'The end tag </table> & its use'

  it('is declared as HTML where the format allows it, so that no reader drops a part of it', () => {
    expect(renderEntry(laboratory({ title })).atom).toContain(
      '<title type="html">The end tag &#x26;lt;/table&#x26;gt; &#x26;amp; its use</title>',
    )
  })

  it('is plain text, marked so by hexadecimal references, where it does not', () => {
    expect(renderEntry(laboratory({ title })).rss).toContain(
      '<title>The end tag &#x3C;/table&#x3E; &#x26; its use</title>',
    )
  })
})

describe('a feed', () => {
  it('says nothing that its input does not say: no clock', () => {
    const document = renderRss(HEADER, []) + renderAtom(HEADER, []) + renderJsonFeed(HEADER, [])
    const dates = document.match(/\d{4}-\d\d-\d\dT|\d\d \w{3} \d{4}/g)
    expect(new Set(dates)).toEqual(new Set(['2026-05-02T', '02 May 2026']))
  })

  it('declares the tombstone namespace only when there is a tombstone', () => {
    expect(renderAtom(HEADER, [])).not.toContain('tombstones')
    expect(renderAtom(HEADER, [], [{ id: 'x', at: '2026-01-01T00:00:00Z' }])).toContain('tombstones')
  })

  it('keeps one Atom id on all its archive pages', () => {
    const currentUrl = 'https://wire.example.kz/feeds/all.atom'
    const archive: FeedHeader = { ...HEADER, currentUrl, archive: true, feedUrl: `${currentUrl}/archive/1` }
    expect(renderAtom(archive, [])).toContain(`<id>${currentUrl}</id>`)
  })

  it('is an archive document only when it has a neighbour and a current document (RFC 5005)', () => {
    const currentUrl = 'https://wire.example.kz/feeds/all.atom'
    const prevArchiveUrl = 'https://wire.example.kz/feeds/all/archive/1.atom'
    expect(isMarkedArchive({ currentUrl, prevArchiveUrl })).toBe(true)
    expect(isMarkedArchive({ currentUrl })).toBe(false)
    expect(isMarkedArchive({ prevArchiveUrl })).toBe(false)
  })

  it('is refused when its own address is none', () => {
    expect(() => renderRss({ ...HEADER, feedUrl: '/feeds/all.rss' }, [])).toThrow(TypeError)
  })
})

describe('the renderer', () => {
  it('has a version, and the date that it was made', () => {
    expect(Number.isInteger(FEED_RENDERER_VERSION)).toBe(true)
    expect(new Date(FEED_RENDERER_DATE).toISOString()).toBe('2026-11-23T00:00:00.000Z')
  })
})
