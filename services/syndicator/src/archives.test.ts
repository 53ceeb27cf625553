import { lintFeed } from '@uniwire/feed'
import { describe, expect, it } from 'vitest'
import { PUBLIC_URL } from './sample-address.fixture.ts'
import type { SampleLog } from './sample-log.fixture.ts'
import { createSampleLog } from './sample-log.fixture.ts'
import { growStore } from './sample-store.fixture.ts'
import type { SampleSyndicator } from './sample-syndicator.fixture.ts'
import { startSampleSyndicator } from './sample-syndicator.fixture.ts'

/** Published in the order of their numbers, each with a date before the one before it, as an import may be. */
function articles(count: number): SampleLog {
  const log = createSampleLog({ stepMs: 1000 })
  log.register('nura')
  for (let n = 1; n <= count; n += 1) publish(log, n)
  return log
}

function publish(log: SampleLog, n: number): void {
  const publishedAt = new Date(Date.parse('2027-02-01T12:00:00Z') - n * 3_600_000).toISOString()
  log.publish('nura', String(n), { title: `Хабар ${n}.`, publishedAt })
}

const link = (xml: string, rel: string) => new RegExp(`rel="${rel}"[^>]*href="([^"]*)"`).exec(xml)?.[1]
const titles = (xml: string) =>
  Array.from(xml.matchAll(/<entry[^]*?<title>(.*?)<\/title>/g), ([, title]) => title)
const path = (url: string | undefined) => (url ?? '').slice(PUBLIC_URL.length)

async function tags(syndicator: SampleSyndicator, paths: readonly string[]) {
  return Promise.all(paths.map(async (each) => (await syndicator.get(each)).headers.get('ETag')))
}

describe('the archive of a feed', () => {
  it('holds every article there ever was, from the newest page back to the first', async () => {
    const log = articles(250)
    await using syndicator = await startSampleSyndicator(log.records)
    for (const feed of ['all', 'nura']) {
      const seen: (string | undefined)[] = []
      const live = await (await syndicator.get(`/feeds/${feed}.atom`)).text()
      for (let url = link(live, 'prev-archive'); url !== undefined;) {
        const response = await syndicator.get(path(url))
        const page = await response.text()
        expect(response.headers.get('Content-Type')).toBe('application/atom+xml; charset=utf-8')
        expect(response.headers.get('Link')).toBe(`<${url}>; rel="self"`)
        expect(lintFeed(page, { url, contentType: 'application/atom+xml; charset=utf-8' })).toEqual([])
        expect(link(page, 'current')).toBe(`${PUBLIC_URL}/feeds/${feed}.atom`)
        seen.push(...titles(page))
        url = link(page, 'prev-archive')
      }
      expect(seen).toEqual(Array.from({ length: 250 }, (_, n) => `Хабар ${250 - n}.`))
    }
  })

  it('has pages of one hundred in the order in which articles became visible; only the newest one is short-lived', async () => {
    const log = articles(200)
    await using syndicator = await startSampleSyndicator(log.records)
    const first = await syndicator.get('/feeds/all/archive/1.atom')
    expect(first.headers.get('Cache-Control')).toBe('no-cache')
    expect(await first.text()).toContain('<fh:archive/>')
    const newest = await syndicator.get('/feeds/all/archive/2.atom')
    expect(newest.headers.get('Cache-Control')).toContain('max-age=60')
    expect(await newest.text()).not.toContain('fh:archive')
    expect((await syndicator.get('/feeds/all/archive/3.atom')).status).toBe(404)
    for (const none of ['0', '01', '-1', '1e3']) {
      expect((await syndicator.get(`/feeds/all/archive/${none}.atom`)).status).toBe(404)
    }
    expect((await syndicator.get('/feeds/unknown/archive/1.atom')).status).toBe(404)
    expect((await syndicator.get('/feeds/all/archive/1.rss')).status).toBe(404)
  })

  it('never changes a page before the newest, but for a change of its own articles, by a new ETag', async () => {
    const log = articles(201)
    await using syndicator = await startSampleSyndicator(log.records)
    const pages = ['/feeds/all/archive/1.atom', '/feeds/nura/archive/1.atom', '/feeds/nura/archive/2.atom']
    const before = await tags(syndicator, pages)
    for (let n = 202; n <= 305; n += 1) publish(log, n)
    await syndicator.append(log.records)
    expect(await tags(syndicator, pages)).toEqual(before)

    log.publish('nura', '150', { title: 'жаңартылған', publishedAt: '2027-01-26T06:00:00Z' })
    await syndicator.append(log.records)
    const revised = await tags(syndicator, pages)
    expect(revised.map((tag, n) => tag === before[n])).toEqual([true, true, false])
    const page = await syndicator.get('/feeds/nura/archive/2.atom')
    expect(await page.text()).toContain('жаңартылған')
    const at = new Date(log.nowMs - 1000).toUTCString()
    expect(page.headers.get('Last-Modified')).toBe(at)

    log.withdraw('nura', '7', 'Қате')
    await syndicator.append(log.records)
    const withdrawn = await (await syndicator.get('/feeds/nura/archive/1.atom')).text()
    expect(withdrawn).not.toContain('Хабар 7.')
    expect(withdrawn).toContain('at:deleted-entry')
    expect(titles(withdrawn)).toHaveLength(99)
    log.restore('nura', '7')
    await syndicator.append(log.records)
    expect((await tags(syndicator, pages))[0]).not.toBe(before[0])
    const restored = await (await syndicator.get('/feeds/nura/archive/1.atom')).text()
    expect(titles(restored)).toHaveLength(100)
    expect(restored).not.toContain('deleted-entry')
  })

  it('is the same bytes after a rebuild', async () => {
    const log = articles(130)
    log.withdraw('nura', '3')
    log.publish('nura', '101', { title: 'кейін' })
    log.register('nura', { names: { kk: 'Нұра', ru: 'Нура', en: 'Nura' } })
    const grown = await growStore([])
    for (const record of log.records) await grown.apply([record])
    const rebuilt = await growStore(log.records)
    for (const page of [1, 2]) {
      const address = { of: { kind: 'university', university: 'nura' }, page } as const
      const [a, b] = [grown.service.archive(address)?.document, rebuilt.service.archive(address)?.document]
      expect(a?.body.toString()).toBe(b?.body.toString())
      expect(a?.lastModified).toEqual(b?.lastModified)
      expect(a?.body.toString()).toContain('<name>Нұра</name>')
    }
  })

  it('is found by the live feed from its first article on, whatever that feed shows', async () => {
    const log = articles(100)
    await using syndicator = await startSampleSyndicator(log.records)
    const live = async () => (await syndicator.get('/feeds/nura.atom')).text()
    expect(link(await live(), 'prev-archive')).toBe(`${PUBLIC_URL}/feeds/nura/archive/1.atom`)
    const newest = '/feeds/nura/archive/1.atom'
    expect(link(await (await syndicator.get(newest)).text(), 'next-archive')).toBeUndefined()
    const rss = await (await syndicator.get('/feeds/nura.rss')).text()
    const [tag] = await tags(syndicator, ['/feeds/nura.atom'])
    // Too old to be shown, and the first of a page.
    publish(log, 101)
    await syndicator.append(log.records)
    expect(link(await live(), 'prev-archive')).toBe(`${PUBLIC_URL}/feeds/nura/archive/2.atom`)
    const moved = await syndicator.get('/feeds/nura.atom')
    expect(moved.headers.get('ETag')).not.toBe(tag)
    const at = new Date(log.nowMs - 1000).toUTCString()
    expect(moved.headers.get('Last-Modified')).toBe(at)
    const closed = await syndicator.get(newest)
    expect(link(await closed.text(), 'next-archive')).toBe(`${PUBLIC_URL}/feeds/nura/archive/2.atom`)
    expect(closed.headers.get('Last-Modified')).toBe(at)
    expect(await (await syndicator.get('/feeds/nura.rss')).text()).toBe(rss)
  })
})

describe('a withdrawal', () => {
  it('is told in Atom however old the article is, and moves no other format that never showed it', async () => {
    const log = articles(60)
    await using syndicator = await startSampleSyndicator(log.records)
    const formats = ['rss', 'json', 'atom'].map((format) => `/feeds/nura.${format}`)
    const before = await tags(syndicator, formats)
    const dated = (await syndicator.get('/feeds/nura.rss')).headers.get('Last-Modified')
    log.withdraw('nura', '60', 'Ескі қате')
    await syndicator.append(log.records)
    const after = await tags(syndicator, formats)
    expect(after.map((tag, n) => tag === before[n])).toEqual([true, true, false])
    expect((await syndicator.get('/feeds/nura.rss')).headers.get('Last-Modified')).toBe(dated)
    expect(await (await syndicator.get('/feeds/nura.atom')).text()).toContain('Ескі қате')
  })

  it('stays to be seen while new articles come', async () => {
    const log = articles(60)
    log.withdraw('nura', '1', 'Қате')
    for (let n = 100; n < 160; n += 1) log.publish('nura', String(n))
    await using syndicator = await startSampleSyndicator(log.records)
    expect(await (await syndicator.get('/feeds/nura.atom')).text()).toContain('at:deleted-entry')
  })
})

describe('a feed in a browser', () => {
  it('has a stylesheet that speaks the language of the feed', async () => {
    const log = articles(1)
    log.register('esil', { languages: ['ru', 'kk'] })
    await using syndicator = await startSampleSyndicator(log.records)
    const styleOf = async (feed: string) => {
      const xml = await (await syndicator.get(`/feeds/${feed}`)).text()
      const url = /<\?xml-stylesheet type="text\/css" href="([^"]*)"\?>/.exec(xml)?.[1]
      const response = await syndicator.get(path(url))
      expect(response.status).toBe(200)
      expect(response.headers.get('Content-Type')).toBe('text/css; charset=utf-8')
      expect(response.headers.get('Cache-Control')).toContain('immutable')
      return response.text()
    }
    expect(await styleOf('nura.rss')).toContain('жаңалықтар арнасы')
    expect(await styleOf('esil.atom')).toContain('лента новостей')
    expect(await styleOf('nura/en.atom')).toContain('news feed')
    expect(await styleOf('all.rss')).toMatch(/арнасы[^]*лента[^]*feed/)
    expect((await syndicator.get('/feeds/style/fr.1.css')).status).toBe(404)
  })

  it('is XML to who asks for a page, and a feed to everybody else, by the same bytes', async () => {
    await using syndicator = await startSampleSyndicator(articles(1).records)
    const page = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
    const type = async (feed: string, headers: Record<string, string> = {}) =>
      (await syndicator.get(feed, headers)).headers.get('Content-Type')
    for (const [feed, own] of [
      ['/feeds/nura.rss', 'application/rss+xml; charset=utf-8'],
      ['/feeds/nura.atom', 'application/atom+xml; charset=utf-8'],
    ] as const) {
      expect(await type(feed)).toBe(own)
      expect(await type(feed, { Accept: '*/*' })).toBe(own)
      const reader =
        'application/atom+xml, application/rss+xml, application/xml;q=0.9, text/html;q=0.7, */*;q=0.1'
      expect(await type(feed, { Accept: reader })).toBe(own)
      expect(await type(feed, page)).toBe('text/xml; charset=utf-8')
      const [shown, fed] = [await syndicator.get(feed, page), await syndicator.get(feed)]
      expect(await shown.text()).toBe(await fed.text())
      expect(shown.headers.get('Vary')).toContain('Accept')
    }
    expect(await type('/feeds/nura.json', page)).toBe('application/feed+json')
  })
})
