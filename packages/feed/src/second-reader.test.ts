import * as fc from 'fast-check'
import { parseAtomFeed, parseJsonFeed, parseOpml, parseRssFeed } from 'feedsmith'
import { describe, expect, it } from 'vitest'
import { anyEntry, legalLine } from './arbitrary-entry.ts'
import { renderAtom, renderEntry, renderJsonFeed, renderOpml, renderRss } from './index.ts'
import type { FeedEntry } from './index.ts'
import { ENGLISH_ENTRIES, KAZAKH_ENTRIES, sampleHeader } from './sample-feed.ts'

const ENTRIES = [...KAZAKH_ENTRIES, ...ENGLISH_ENTRIES]
const UPDATED = '2026-05-02T11:00:00Z'

describe('another reader (feedsmith)', () => {
  it('reads the RSS back to the same content', () => {
    const feed = parseRssFeed(
      renderRss({ ...sampleHeader('all', 'rss', UPDATED), language: 'kk' }, rendered('rss')),
    )
    expect(feed).toMatchObject({
      title: 'Uniwire — жаңалықтар, новости, news',
      link: 'https://wire.example.kz/',
      language: 'kk',
      lastBuildDate: 'Sat, 02 May 2026 11:00:00 GMT',
      atom: {
        links: [
          { rel: 'self', href: 'https://wire.example.kz/feeds/all.rss' },
          { rel: 'hub', href: 'https://wire.example.kz/hub' },
        ],
      },
    })
    expect(feed.items).toHaveLength(ENTRIES.length)
    for (const [index, entry] of ENTRIES.entries()) {
      expect(feed.items?.[index]).toMatchObject({
        title: entry.title,
        guid: { value: `urn:uuid:${entry.id}`, isPermaLink: false },
        pubDate: new Date(entry.published).toUTCString(),
        dc: { creators: [entry.byline ?? entry.university.name], languages: [entry.language] },
        content: { encoded: expect.stringContaining(entry.bodyHtml) },
      })
      expect(feed.items?.[index]?.categories?.map(({ name }) => name) ?? []).toEqual(entry.categories)
    }
    const [openDay] = feed.items ?? []
    expect(openDay).toMatchObject({
      source: { url: 'https://wire.example.kz/feeds/esil.atom', title: 'Есіл университеті' },
      enclosures: [{ type: 'image/jpeg', length: 204_800 }],
      media: {
        contents: [{ type: 'image/jpeg', medium: 'image', width: 1280, height: 720, fileSize: 204_800 }],
      },
    })
  })

  it('reads the Atom feed back to the same content', () => {
    const feed = parseAtomFeed(renderAtom(sampleHeader('all', 'atom', UPDATED), rendered('atom')))
    expect(feed).toMatchObject({ id: 'https://wire.example.kz/feeds/all.atom', updated: UPDATED })
    for (const [index, entry] of ENTRIES.entries()) {
      expect(feed.entries?.[index]).toMatchObject({
        id: `urn:uuid:${entry.id}`,
        title: { value: entry.title },
        published: entry.published,
        updated: entry.updated,
        authors: [{ name: entry.byline ?? entry.university.name }],
        content: { type: 'html', value: expect.stringContaining(entry.bodyHtml) },
        source: { title: { value: entry.university.name } },
        xml: { lang: entry.language },
      })
    }
  })

  it('reads the JSON Feed back to the same content', () => {
    const feed = parseJsonFeed(renderJsonFeed(sampleHeader('all', 'json', UPDATED), rendered('json')))
    expect(feed).toMatchObject({
      feed_url: 'https://wire.example.kz/feeds/all.json',
      hubs: [{ type: 'WebSub', url: 'https://wire.example.kz/hub' }],
    })
    for (const [index, entry] of ENTRIES.entries()) {
      expect(feed.items?.[index]).toMatchObject({
        id: `urn:uuid:${entry.id}`,
        title: entry.title,
        content_html: expect.stringContaining(entry.bodyHtml),
        date_published: entry.published,
        date_modified: entry.updated,
        language: entry.language,
      })
    }
  })

  it('reads the OPML back to the same outlines', () => {
    const feed = { text: 'Есіл', xmlUrl: 'https://wire.example.kz/feeds/esil.atom', language: 'kk' }
    const opml = parseOpml(
      renderOpml({ title: 'Feeds', updated: UPDATED, outlines: [{ text: 'All', outlines: [feed] }] }),
    )
    expect(opml.body?.outlines).toMatchObject([{ text: 'All', outlines: [{ ...feed, type: 'rss' }] }])
  })

  it('reads the title of any entry as it was', () => {
    fc.assert(
      fc.property(anyEntry(), (entry) => {
        const { rss, atom } = renderEntry(entry)
        const item = parseRssFeed(renderRss(sampleHeader('all', 'rss', UPDATED), [rss])).items?.[0]
        const title = parseAtomFeed(renderAtom(sampleHeader('all', 'atom', UPDATED), [atom])).entries?.[0]
          ?.title
        const expected = expectedTitle(entry)
        expect(expected === undefined ? undefined : item?.title).toBe(expected)
        expect(expected === undefined ? undefined : plainText(title)).toBe(expected)
      }),
    )
  })
})

function rendered(format: 'rss' | 'atom' | 'json'): readonly string[] {
  return ENTRIES.map((entry) => renderEntry(entry)[format])
}

/** Nothing is expected of a blank title; this reader trims more kinds of space than XML knows. */
function expectedTitle(entry: FeedEntry): string | undefined {
  const title = legalLine(entry.title)
  return /[^\s\p{Cf}]/u.test(title) && title === title.trim() ? title : undefined
}

function plainText(
  text: { readonly value?: string | undefined; readonly type?: string | undefined } | undefined,
) {
  if (text?.type !== 'html') return text?.value
  return text.value?.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
