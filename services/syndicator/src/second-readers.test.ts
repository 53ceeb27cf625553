import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { parseAtomFeed, parseJsonFeed, parseOpml, parseRssFeed } from 'feedsmith'
import RssParser from 'rss-parser'
import { describe, expect, it } from 'vitest'
import { createSampleLog } from './sample-log.fixture.ts'
import { startSampleSyndicator } from './sample-syndicator.fixture.ts'

/** What other people's programs stumble over, each in a title of its own. */
const TITLES = [
  'Қазақстан: ә, ғ, қ, ң, ө, ұ, ү, һ, і – Ё ё Й й',
  'Qazaqstan: ǵ, ń, ı, İ, á, ó, ú, ý',
  'Decomposed: и\u0306 е\u0308, joined 👩🏽‍🔬 and 🇰🇿, beyond the plane 𝔘𠮷',
  'Arabic and Hebrew العربية עברית with marks \u200F\u200E',
  'a < b && c > d, "quotes" \'and\' &amp; &lt;b&gt; &#x41; ]]> <![CDATA[ <!-- -->',
  'Non-breaking\u00A0space, soft\u00ADhyphen, no\u2060break, line\u2028separator',
]
/** Legal in JSON and in no XML. */
const ILLEGAL = 'Bell\u0007, escape\u001B, null\u0000, not a character\uFFFE\uFFFF'
const LEGAL = 'Bell, escape, null, not a character'

function manyScripts() {
  const log = createSampleLog()
  log.register('nura', { rights: '© «Нұра» & Co <all>', withdrawalNotice: true })
  for (const [n, title] of [...TITLES, ILLEGAL].entries()) {
    const bodyHtml = `<p>${title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`
    log.publish('nura', String(n), { title, bodyHtml, categories: ['Ғылым & <техника>'] })
  }
  return log
}
/** Readers differ in which white space they trim or fold; the letters are what counts. */
const letters = (text: string | undefined) => (text ?? '').replace(/[\s\p{Cf}]+/gu, ' ').trim()
const expected = [...TITLES, LEGAL].toReversed().map(letters)
/** Titles are text in JSON and in RSS; Atom's may be HTML. */
const unescaped = (html: string) =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

describe('programs of others', () => {
  it('read every title of every feed as it was written, in any script', async () => {
    await using syndicator = await startSampleSyndicator(manyScripts().records)
    const read = async (path: string) => (await syndicator.get(path)).text()
    const category = `nura/category/${encodeURIComponent('ғылым & <техника>')}`
    for (const feed of ['all', 'nura', 'nura/kk', category]) {
      const [rss, atom, json] = await Promise.all(
        ['rss', 'atom', 'json'].map((format) => read(`/feeds/${feed}.${format}`)),
      )
      for (const xml of [rss, atom]) expect(XMLValidator.validate(xml ?? ''), feed).toBe(true)
      const titles = {
        feedsmithRss: parseRssFeed(rss ?? '').items?.map((item) => item.title),
        rssParser: (await new RssParser().parseString(rss ?? '')).items.map((item) => item.title),
        fastXml: fastXmlItems(rss ?? '').map((item) => item.title),
        json: parseJsonFeed(json ?? '').items?.map((item) => item.title),
        atom: parseAtomFeed(atom ?? '').entries?.map(({ title }) =>
          title?.type === 'html' ? unescaped(title.value ?? '') : title?.value,
        ),
      }
      for (const [reader, found] of Object.entries(titles)) {
        expect(found?.map(letters), `${feed}, ${reader}`).toEqual(expected)
      }
      const guids = (await new RssParser().parseString(atom ?? '')).items.map((item) => item['id'] as string)
      expect(fastXmlItems(rss ?? '').map((item) => item.guid['#text'])).toEqual(guids)
    }
  })

  it('find every feed of the OPML, and each of them answers', async () => {
    const log = manyScripts()
    log.register('esil', { names: { kk: 'Есіл «А & Б»', ru: 'Есиль', en: 'Esil' } })
    await using syndicator = await startSampleSyndicator(log.records)
    const opml = await (await syndicator.get('/feeds.opml')).text()
    expect(XMLValidator.validate(opml)).toBe(true)
    const outlines = parseOpml(opml).body?.outlines ?? []
    const feeds = outlines.flatMap((outline) => [outline, ...(outline.outlines ?? [])])
    const urls = feeds.flatMap(({ xmlUrl }) => xmlUrl ?? [])
    expect(urls).toHaveLength(9)
    for (const url of urls) {
      const response = await syndicator.get(new URL(url).pathname)
      const channel = parseRssFeed(await response.text())
      expect(channel.atom?.links?.find(({ rel }) => rel === 'self')?.href).toBe(url)
    }
    // `text` of OPML 2.0 is HTML.
    expect(feeds.map(({ text }) => unescaped(unescaped(text ?? '')))).toContain('Есіл «А & Б»')
  })

  it('find sitemaps within the rules of sitemaps.org: members in their order, addresses, dates, sizes', async () => {
    await using syndicator = await startSampleSyndicator(manyScripts().records)
    const [sitemap, news] = await Promise.all(
      ['/sitemap.xml', '/news-sitemap.xml'].map(async (path) => (await syndicator.get(path)).text()),
    )
    expect(XMLValidator.validate(sitemap ?? '')).toBe(true)
    expect(XMLValidator.validate(news ?? '')).toBe(true)
    // What the parser makes of a sitemap.
    const { urlset } = new XMLParser().parse(sitemap ?? '') as {
      urlset: { url: readonly { loc: string; lastmod: string }[] }
    }
    expect(urlset.url).toHaveLength(TITLES.length + 1)
    for (const url of urlset.url) {
      expect(Object.keys(url)).toEqual(['loc', 'lastmod'])
      expect(url.loc.length).toBeLessThan(2_048)
      expect(url.loc).toMatch(/^https:\/\/wire\.example\.kz\/articles\/[0-9a-f-]{36}$/)
      expect(url.lastmod).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/)
    }
    const bytesPerUrl = Buffer.byteLength(sitemap ?? '') / urlset.url.length
    expect(50_000 * bytesPerUrl).toBeLessThan(50 * 1024 * 1024)
  })
})

interface FastXmlItem {
  readonly title: string
  readonly guid: { readonly '#text': string }
}

function fastXmlItems(rss: string): readonly FastXmlItem[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    // Else it leaves numeric references as they are.
    htmlEntities: true,
    trimValues: false,
    parseTagValue: false,
    isArray: (name) => name === 'item',
  })
  // What the parser makes of RSS.
  const { rss: root } = parser.parse(rss) as { rss: { channel: { item: readonly FastXmlItem[] } } }
  return root.channel.item
}
