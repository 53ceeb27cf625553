import { lintFeed } from '@uniwire/feed'
import { describe, expect, it } from 'vitest'
import { PUBLIC_URL } from './sample-address.fixture.ts'
import { createSampleLog } from './sample-log.fixture.ts'
import { growStore } from './sample-store.fixture.ts'
import type { SampleSyndicator } from './sample-syndicator.fixture.ts'
import { startSampleSyndicator } from './sample-syndicator.fixture.ts'

const body = async (syndicator: SampleSyndicator, path: string) => (await syndicator.get(path)).text()
const titles = (xml: string) =>
  Array.from(xml.matchAll(/<(?:item|entry)[^]*?<title>(.*?)<\/title>/g), ([, title]) => title)

describe('feeds', () => {
  it('pass the feed lint in every format, empty, full and with withdrawals', async () => {
    const log = createSampleLog()
    log.register('esil')
    log.register('nura', { logo: 'https://nura.example.kz/logo.png', rights: '© «Нұра» & Co' })
    for (let n = 0; n < 53; n += 1) {
      log.publish('nura', `n${n}`, {
        title: `Хабар ${n} <b>&`,
        language: (['kk', 'kk-Latn', 'ru', 'en'] as const)[n % 4] ?? 'kk',
        categories: ['Ғылым & техника', 'A/B.rss'],
        url: `https://nura.example.kz/жаңалық/${n}`,
        images: [{ url: `https://nura.example.kz/${n}.jpg`, type: 'image/jpeg', length: 1000, alt: 'сурет' }],
      })
    }
    log.withdraw('nura', 'n52', 'Қате: <b>мәтін</b> & сурет')
    await using syndicator = await startSampleSyndicator(log.records)
    const category = encodeURIComponent('Ғылым & техника')
    const feeds = ['all', 'nura', 'esil', 'nura/kk', 'nura/kk-Latn', 'nura/ru', 'nura/en', 'esil/en'].concat(
      `nura/category/${category}`,
      'nura/category/A%2FB.rss',
      'nura/category/unused',
    )
    const paths = feeds.flatMap((feed) => ['rss', 'atom', 'json'].map((format) => `/feeds/${feed}.${format}`))
    for (const path of [...paths, '/feeds.opml', '/sitemap.xml', '/news-sitemap.xml']) {
      const response = await syndicator.get(path)
      expect(response.status, path).toBe(200)
      const url = PUBLIC_URL + path
      const contentType = response.headers.get('Content-Type') ?? ''
      expect(lintFeed(await response.text(), { url, contentType }), path).toEqual([])
    }
  })

  it('hold what belongs to them: one university, both Kazakh scripts or Latin only, a category in any case', async () => {
    const log = createSampleLog()
    log.register('nura')
    log.register('esil')
    log.publish('nura', 'cyrillic', { language: 'kk', title: 'cyrillic', categories: ['Ғылым'] })
    log.publish('nura', 'latin', { language: 'kk-Latn', title: 'latin', categories: [' ҒЫЛЫМ'] })
    log.publish('nura', 'english', { language: 'en', title: 'english' })
    log.publish('esil', 'other', { language: 'kk', title: 'other', categories: ['ғылым'] })
    await using syndicator = await startSampleSyndicator(log.records)
    const shown = async (feed: string) => titles(await body(syndicator, `/feeds/${feed}.rss`))
    expect(await shown('all')).toEqual(['other', 'english', 'latin', 'cyrillic'])
    expect(await shown('nura')).toEqual(['english', 'latin', 'cyrillic'])
    expect(await shown('nura/kk')).toEqual(['latin', 'cyrillic'])
    expect(await shown('nura/kk-Latn')).toEqual(['latin'])
    expect(await shown(`nura/category/${encodeURIComponent('ғЫлым')}`)).toEqual(['latin', 'cyrillic'])
    expect(await shown('esil/ru')).toEqual([])
    const addressOf = (spelt: string) => `/feeds/nura/category/${encodeURIComponent(spelt)}.atom`
    for (const spelt of ['Ғылым', 'ғЫлым', 'ғылым', 'ҒЫЛЫМ', ' Ғылым']) {
      const atom = await body(syndicator, addressOf(spelt))
      expect(lintFeed(atom, { url: PUBLIC_URL + addressOf(spelt) }), spelt).toEqual([])
      expect(atom).toContain(`<id>${PUBLIC_URL}${addressOf('ғылым')}</id>`)
    }
    log.withdraw('nura', 'latin')
    await syndicator.append(log.records)
    for (const spelt of ['ғЫлым', 'ғылым']) {
      expect(await shown(`nura/category/${encodeURIComponent(spelt)}`)).toEqual(['cyrillic'])
    }
  })

  it('are not found for an unknown university or language, and an archive without articles', async () => {
    await using syndicator = await startSampleSyndicator()
    for (const path of ['/feeds/nura.rss', '/feeds/nura/kk.rss', '/feeds/nura/category/x.rss']) {
      expect((await syndicator.get(path)).status).toBe(404)
    }
    expect((await syndicator.get('/feeds/all.rss')).status).toBe(200)
    expect((await syndicator.get('/feeds/all/archive/1.atom')).status).toBe(404)
  })

  it('are as old as their university while they are empty', async () => {
    const log = createSampleLog()
    log.register('nura')
    await using syndicator = await startSampleSyndicator(log.records)
    const registered = 'Mon, 01 Mar 2027 06:00:00 GMT'
    for (const feed of ['nura', 'nura/ru', 'nura/category/x']) {
      const response = await syndicator.get(`/feeds/${feed}.rss`)
      expect(response.headers.get('Last-Modified')).toBe(registered)
    }
    const all = await syndicator.get('/feeds/all.rss')
    expect(all.headers.get('Last-Modified')).toBe('Mon, 23 Nov 2026 00:00:00 GMT')
  })

  it('are never older than the renderer', async () => {
    const log = createSampleLog({ startMs: Date.parse('2026-01-01T00:00:00Z') })
    log.register('nura')
    log.publish('nura', '1')
    await using syndicator = await startSampleSyndicator(log.records)
    const response = await syndicator.get('/feeds/nura.rss')
    expect(response.headers.get('Last-Modified')).toBe('Mon, 23 Nov 2026 00:00:00 GMT')
    expect(await response.text()).toContain('<lastBuildDate>Mon, 23 Nov 2026 00:00:00 GMT</lastBuildDate>')
  })

  it('lose a withdrawn article and tell so; a restore brings back the same entry', async () => {
    const log = createSampleLog()
    log.register('nura')
    const id = log.publish('nura', '1', { title: 'мұрағат' })
    await using syndicator = await startSampleSyndicator(log.records)
    const before = await body(syndicator, '/feeds/nura.atom')
    log.withdraw('nura', '1', 'Себебі бар')
    await syndicator.append(log.records)
    for (const feed of ['all', 'nura', 'nura/kk']) {
      const gone = await body(syndicator, `/feeds/${feed}.atom`)
      expect(gone).toContain(`<at:deleted-entry ref="urn:uuid:${id}" when="2027-03-01T06:02:00Z">`)
      expect(gone).toContain('Себебі бар')
      expect(gone).toContain('<updated>2027-03-01T06:02:00Z</updated>')
      expect(gone).not.toContain('мұрағат')
      expect(await body(syndicator, `/feeds/${feed}.rss`)).not.toContain('мұрағат')
    }
    expect(await body(syndicator, '/sitemap.xml')).not.toContain(id)
    log.restore('nura', '1')
    await syndicator.append(log.records)
    const entry = (atom: string) => /<entry[^]*<\/entry>/.exec(atom)?.[0]
    const after = await body(syndicator, '/feeds/nura.atom')
    expect(entry(after)).toBe(entry(before))
    expect(after).not.toContain('deleted-entry')
  })

  it('never show, nor tell of, what was under embargo all the time', async () => {
    const log = createSampleLog()
    log.register('nura')
    const id = log.publish('nura', '1', { title: 'құпия', embargoedUntil: '2027-03-01T09:00:00Z' })
    log.publish('nura', '2', { title: 'екінші құпия', embargoedUntil: '2027-03-01T09:00:00Z' })
    log.withdraw('nura', '2')
    await using syndicator = await startSampleSyndicator(log.records)
    const paths = [
      '/feeds/all.atom',
      '/feeds/nura.json',
      '/feeds/nura/kk.rss',
      '/sitemap.xml',
      '/news-sitemap.xml',
    ]
    for (const path of [...paths, '/v1/changes']) {
      const text = await body(syndicator, path)
      expect(text, path).not.toMatch(/құпия|deleted-entry/)
      expect(text, path).not.toContain(id)
    }
    const untouched = await syndicator.get('/feeds/nura.atom')
    expect(untouched.headers.get('Last-Modified')).toBe('Mon, 01 Mar 2027 06:00:00 GMT')
    log.nowMs = Date.parse('2027-03-01T09:00:01Z')
    log.release('nura', '1')
    await syndicator.append(log.records)
    const released = await syndicator.get('/feeds/nura.atom')
    expect(released.headers.get('Last-Modified')).toBe('Mon, 01 Mar 2027 09:00:01 GMT')
    expect(titles(await released.text())).toEqual(['құпия'])
  })

  it('move the entry of a revised article in nothing but content and `updated`', async () => {
    const log = createSampleLog()
    log.register('nura')
    log.publish('nura', '1', { title: 'бұрын', publishedAt: '2027-02-10' })
    await using syndicator = await startSampleSyndicator(log.records)
    const before = await body(syndicator, '/feeds/nura.atom')
    log.publish('nura', '1', { title: 'кейін', publishedAt: '2027-02-10' })
    await syndicator.append(log.records)
    const after = await body(syndicator, '/feeds/nura.atom')
    const back = after.replace('бұрын', '?').replace('кейін', 'бұрын').replaceAll('06:02:00Z', '06:01:00Z')
    expect(back).toBe(before)
    expect(/<entry[^]*<\/entry>/.exec(after)?.[0]).toContain('<updated>2027-03-01T06:02:00Z</updated>')
  })

  it('follow a university that changes its name, in the languages that show it and no others', async () => {
    const log = createSampleLog()
    log.register('nura')
    log.register('esil')
    log.publish('nura', 'kk', { language: 'kk' })
    log.publish('nura', 'ru', { language: 'ru' })
    await using syndicator = await startSampleSyndicator(log.records)
    const names = { kk: 'nura университеті', ru: 'Нуринский университет', en: 'University of nura' }
    const feeds = ['all.rss', 'nura.rss', 'nura/ru.rss', 'nura/kk.rss', 'nura/en.json', 'esil.rss']
    const look = async () =>
      Promise.all(feeds.map(async (feed) => (await syndicator.get(`/feeds/${feed}`)).headers.get('ETag')))
    const before = await look()
    log.register('nura', { names })
    await syndicator.append(log.records)
    const after = await look()
    const moved = feeds.filter((_feed, n) => before[n] !== after[n])
    expect(moved).toEqual(['all.rss', 'nura.rss', 'nura/ru.rss'])
    for (const feed of moved) {
      const { headers } = await syndicator.get(`/feeds/${feed}`)
      expect(headers.get('Last-Modified')).toBe('Mon, 01 Mar 2027 06:04:00 GMT')
    }
    expect(await body(syndicator, '/feeds/all.rss')).toContain(
      '<dc:creator>Нуринский университет</dc:creator>',
    )
    log.register('nura', { contact: 'press@nura.example.kz' })
    await syndicator.append(log.records)
    expect(await look()).toEqual(after)
  })
})

describe('the lists', () => {
  it('become an index above 50,000 articles', async () => {
    const log = createSampleLog()
    log.register('nura')
    log.publish('nura', '1')
    const store = await growStore(log.records)
    store.database.exec(`INSERT INTO articles SELECT 50001, 'another', university, 50001, visibility, version,
      published_ms, updated_ms, language, feeds, content_since, withdrawn_ms, reason FROM articles`)
    const text = async (part?: number) => (await store.service.sitemap(part))?.body.toString()
    expect(await text()).toContain(`<loc>${PUBLIC_URL}/sitemap.xml?part=2</loc>`)
    expect(await text(2)).toContain('/articles/another')
    expect(await text(1)).not.toContain('/articles/another')
    expect(await text(3)).toBeUndefined()
    expect(lintFeed((await text()) ?? '')).toEqual([])
  })

  it('name the home page while there is no article, for an empty sitemap is none', async () => {
    const log = createSampleLog()
    log.register('nura')
    await using syndicator = await startSampleSyndicator(log.records)
    const home = `<url>\n<loc>${PUBLIC_URL}/</loc>\n</url>`
    expect(await body(syndicator, '/sitemap.xml')).toContain(home)
    log.publish('nura', '1')
    await syndicator.append(log.records)
    expect(await body(syndicator, '/sitemap.xml')).not.toContain(home)
  })

  it('offer Google the articles of today and yesterday', async () => {
    const log = createSampleLog()
    log.register('nura')
    log.nowMs = Date.parse('2027-03-31T05:00:00Z')
    log.publish('nura', '1', { title: 'бүгін', publishedAt: '2027-03-30T23:00:00Z' })
    log.publish('nura', '2', { title: 'кеше', publishedAt: '2027-03-30T00:00:00Z' })
    log.publish('nura', '3', { title: 'бұрын', publishedAt: '2027-03-29T23:59:59Z' })
    await using syndicator = await startSampleSyndicator(log.records)
    const text = await body(syndicator, '/news-sitemap.xml')
    expect(text).toMatch(/бүгін[^]*кеше/)
    expect(text).not.toContain('бұрын')
    syndicator.clock.ms += 86_400_000
    expect(await body(syndicator, '/news-sitemap.xml')).not.toContain('кеше')
  })
})
