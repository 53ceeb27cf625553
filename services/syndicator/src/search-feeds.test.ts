import { lintFeed } from '@uniwire/feed'
import { describe, expect, it } from 'vitest'
import type { FetchReader } from './http/search-feed.ts'
import { searchQuery } from './http/search-feed.ts'
import { PUBLIC_URL } from './sample-address.fixture.ts'
import { createSampleLog } from './sample-log.fixture.ts'
import { startSampleSyndicator } from './sample-syndicator.fixture.ts'

function sample() {
  const log = createSampleLog()
  log.register('nura')
  const ids = ['1', '2', '3'].map((n) => log.publish('nura', n, { title: `Хабар ${n}` }))
  return { log, ids }
}

/** A search that finds these, at this position. */
function finding(ids: readonly string[], position: number, asked: string[] = []): FetchReader {
  return async (path) => {
    asked.push(path)
    const hits = ids.map((id) => ({ id }))
    return Response.json({ hits }, { headers: { 'Uniwire-Position': String(position) } })
  }
}

const titles = (xml: string) =>
  Array.from(xml.matchAll(/<(?:item|entry)[^]*?<title>(.*?)<\/title>/g), ([, title]) => title)

describe('the query of a search', () => {
  it('is kept as it was asked, in characters that an address may have', () => {
    for (const [query, asked] of [
      ["q=it's", "q=it's"],
      ['q=a+b%20c', 'q=a+b%20c'],
      ['q=Ә"<>\uD800', 'q=%D3%98%22%3C%3E%EF%BF%BD'],
      ['q=x#y', 'q=x'],
    ] as const) {
      // prettier-ignore
      expect(searchQuery(`${PUBLIC_URL}/feeds/search.rss?${query}`).asked).toBe(asked)
    }
  })
})

describe('the feed of a search', () => {
  it('shows in every format what the search found, newest first, and passes the lint', async () => {
    const { log, ids } = sample()
    const asked: string[] = []
    const fetchReader = finding([ids[0] ?? '', ids[2] ?? ''], 3, asked)
    await using syndicator = await startSampleSyndicator(log.records, { fetchReader })
    for (const format of ['rss', 'atom', 'json']) {
      const path = `/feeds/search.${format}?category=%D2%92%D1%8B%D0%BB%D1%8B%D0%BC&q=%D1%85%D0%B0%D0%B1%D0%B0%D1%80+1&sort=views&limit=9&x=y`
      const response = await syndicator.get(path)
      expect(response.status).toBe(200)
      const text = await response.text()
      const contentType = response.headers.get('Content-Type') ?? ''
      const self = /<([^>]*)>; rel="self"/.exec(response.headers.get('Link') ?? '')?.[1] ?? ''
      expect(self).toBe(PUBLIC_URL + path)
      const canonical = new URLSearchParams({ q: 'хабар 1', category: 'Ғылым' }).toString()
      const feedId = `<id>${PUBLIC_URL}/feeds/search.atom?${canonical.replace('&', '&#x26;')}</id>`
      expect(text.includes(feedId)).toBe(format === 'atom')
      expect(response.headers.get('Link')).not.toContain('hub')
      expect(lintFeed(text, { url: self, contentType })).toEqual([])
      expect(text).toMatch(/Хабар 3[^]*Хабар 1/)
      expect(text).not.toContain('Хабар 2')
      expect(response.headers.get('Cache-Control')).toBe('no-cache')
      expect(response.headers.get('Uniwire-Position')).toBe('3')
      const tag = response.headers.get('ETag') ?? ''
      expect((await syndicator.get(path, { 'If-None-Match': tag })).status).toBe(304)
    }
    const query = new URLSearchParams({ q: 'хабар 1', category: 'Ғылым', sort: 'newest', limit: '50' })
    expect(new Set(asked)).toEqual(new Set([`/v1/search?${query.toString()}`]))
  })

  it('names the address that it was asked for, however that is spelt', async () => {
    await using syndicator = await startSampleSyndicator([], { fetchReader: finding([], 0) })
    for (const query of [
      'q=a%20b',
      'q=a+b',
      'q=%d2%9b',
      'q=x&utm=1',
      'q=',
      'language=ru&q=x&language=kk',
      'q=a|b^`"<c>',
    ]) {
      const path = `/feeds/search.atom?${query}`
      const response = await syndicator.get(path)
      const url = PUBLIC_URL + path.replace(/[|^`"<>]/g, encodeURIComponent)
      expect(lintFeed(await response.text(), { url }), query).toEqual([])
      expect(response.headers.get('Link')).toBe(`<${url}>; rel="self"`)
    }
  })

  it('never shows what was withdrawn while the search still finds it', async () => {
    const { log, ids } = sample()
    await using syndicator = await startSampleSyndicator(log.records, { fetchReader: finding(ids, 4) })
    const path = '/feeds/search.rss?q=x'
    expect(titles(await (await syndicator.get(path)).text())).toEqual(['Хабар 3', 'Хабар 2', 'Хабар 1'])
    log.withdraw('nura', '2')
    await syndicator.append(log.records)
    expect(titles(await (await syndicator.get(path)).text())).toEqual(['Хабар 3', 'Хабар 1'])
  })

  it('is empty and valid for a search that finds nothing', async () => {
    await using syndicator = await startSampleSyndicator([], { fetchReader: finding([], 0) })
    const atom = await (await syndicator.get('/feeds/search.atom')).text()
    expect(lintFeed(atom, { url: `${PUBLIC_URL}/feeds/search.atom` })).toEqual([])
  })

  it('is refused in the words of the search, and unavailable while that is away', async () => {
    const refusal: FetchReader = async () => Response.json({ code: 'bad-parameter' }, { status: 400 })
    await using refusing = await startSampleSyndicator([], { fetchReader: refusal })
    const refused = await refusing.get('/feeds/search.rss?from=yesterday')
    expect(refused.status).toBe(400)
    expect(await refused.json()).toEqual({ code: 'bad-parameter' })
    expect((await refusing.get(`/feeds/search.rss?q=${'x'.repeat(3000)}`)).status).toBe(400)
    const overTheNetwork = {
      status: 400,
      ok: false,
      headers: new Headers({ 'Content-Type': 'application/problem+json', 'Content-Encoding': 'gzip' }),
      text: async () => '{"code":"bad-parameter"}',
    }
    // `fetch` gives a Response of another class than a server's global one, its body decoded.
    const distant = async () => overTheNetwork as unknown as Response
    await using far = await startSampleSyndicator([], { fetchReader: distant })
    const answer = await far.get('/feeds/search.rss?from=yesterday')
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([400, 'application/problem+json'])
    expect(answer.headers.get('Content-Encoding')).toBeNull()
    expect(await answer.json()).toEqual({ code: 'bad-parameter' })
    for (const fetchReader of [
      () => Promise.reject(new Error('away')),
      async () => new Response(null, { status: 503 }),
    ]) {
      await using alone = await startSampleSyndicator([], { fetchReader })
      const response = await alone.get('/feeds/search.rss?q=x')
      expect(response.status).toBe(503)
      expect(response.headers.get('Retry-After')).toBe('2')
    }
  })
})
