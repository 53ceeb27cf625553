import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyEntry, sanitisedHtml } from './arbitrary-entry.ts'
import { lintFeed, renderEntry, renderRss, shortEntry } from './index.ts'
import { ENGLISH_ENTRIES, sampleHeader } from './sample-feed.ts'

describe('an entry that is shortened', () => {
  it('keeps its guid, dates, title and link, begins as the article does, and says where to read on', () => {
    const [entry] = ENGLISH_ENTRIES
    if (entry === undefined) throw new Error('no sample')
    const bodyHtml = `<p>The <b>ice</b> &amp; snow.</p>${'<p>More of it, at length.</p>'.repeat(1_000)}`
    const short = shortEntry({ ...entry, bodyHtml, summary: 'A & B' }, 'Read <on>')
    const { id, title, url, published, updated, language } = entry
    expect(short).toMatchObject({ id, title, url, published, updated, language, summary: 'A & B' })
    expect(short.bodyHtml).toMatch(/^<p>The ice &amp; snow\. More of it/)
    expect(short.bodyHtml).toContain('…</p>')
    expect(short.bodyHtml).toContain(`">Read &lt;on&gt;</a></p>`)
  })

  it('is small and passes the lint, whatever the article is', () => {
    fc.assert(
      fc.property(anyEntry(sanitisedHtml), (entry) => {
        const { rss, atom, json } = renderEntry(
          shortEntry({ ...entry, bodyHtml: entry.bodyHtml.repeat(50) }, 'Толық мәтін'),
        )
        const rest =
          entry.title.length + (entry.byline ?? '').length + entry.url.length + entry.university.name.length
        for (const fragment of [rss, atom, json]) {
          expect(Buffer.byteLength(fragment)).toBeLessThan(20_000 + 40 * rest)
        }
        const header = sampleHeader('all', 'rss', '2026-05-02T11:00:00Z')
        const codes = lintFeed(renderRss({ ...header, language: 'kk' }, [rss])).map(({ code }) => code)
        expect(codes.filter((code) => code === 'SAXError' || code === 'NotHtml')).toEqual([])
      }),
    )
  })
})
