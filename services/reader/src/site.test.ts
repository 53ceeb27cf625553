import { EngineUnavailableError } from '@uniwire/ports'
import type { SearchIndex } from '@uniwire/ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idOf, visible } from './harness/documents.ts'
import type { Place } from './harness/place.ts'
import { openPlace } from './harness/place.ts'

const NAMES = { kk: 'Нұра университеті', ru: 'Университет Нуры', en: 'Nura University' }
const ARTICLE = visible({ sourceId: '1', title: 'Ice on the Nura' })

async function filled(options: Parameters<typeof openPlace>[0] = {}): Promise<Place> {
  const place = await openPlace(options)
  await place.register('nura', NAMES)
  await place.put(ARTICLE)
  await place.reached(1)
  await place.get('/', { 'Uniwire-Min-Position': '1' })
  return place
}

describe('the site', () => {
  let place: Place
  beforeAll(async () => {
    place = await filled()
  })
  afterAll(() => place[Symbol.asyncDispose]())

  const PAGES = [
    '/',
    '/search?q=ice',
    '/universities/nura',
    `/articles/${idOf('1')}`,
    '/articles/x',
    '/nowhere',
  ]

  it.each(PAGES)('speaks the language asked for at %s, without a redirect', async (path) => {
    const spoken = await Promise.all(
      ['', 'ru', 'en-GB,en;q=0.9', 'de'].map(async (wish) => {
        const answer = await place.get(path, wish === '' ? {} : { 'Accept-Language': wish })
        expect(answer.headers.get('Vary')).toContain('Accept-Language')
        const language = answer.headers.get('Content-Language') ?? ''
        expect(await answer.text()).toContain(`<html lang="${language}">`)
        return language
      }),
    )
    expect(spoken).toEqual(['kk', 'ru', 'en', 'kk'])
  })

  it.each(PAGES)('speaks the language of the path at /ru%s, whatever is asked for', async (path) => {
    const answer = await place.get(`/ru${path === '/' ? '' : path}`, { 'Accept-Language': 'en' })
    expect(answer.headers.get('Content-Language')).toBe('ru')
    expect(answer.headers.get('Vary')).not.toContain('Accept-Language')
  })

  it.each([...PAGES, '/search?from=x', '/search?cursor=x', '/docs'])(
    'runs no script that it did not bring, at %s',
    async (path) => {
      const answer = await place.get(path)
      const policy = answer.headers.get('Content-Security-Policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(/script-src [^;]*'unsafe-inline'/.test(policy)).toBe(false)
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(await answer.text()).not.toMatch(
        /<script(?![^>]*(?:src=|application\/ld\+json))[^>]*>|\son\w+=/i,
      )
    },
  )

  it('answers 304 to who has the page, and only then', async () => {
    const first = await place.get('/en')
    const again = await place.get('/en', { 'If-None-Match': first.headers.get('ETag') ?? '' })
    expect([first.status, again.status]).toEqual([200, 304])
    expect(again.headers.get('Content-Language')).toBe('en')
    expect((await place.get('/en', { 'If-None-Match': '"other"' })).status).toBe(200)
    expect((await place.get('/en/nowhere', { 'If-None-Match': '*' })).status).toBe(404)
  })

  it.each(['/de', '/de/search', '/kkk', '/en/en', '/en/nowhere'])('has nothing at %s', async (path) => {
    expect((await place.get(path)).status).toBe(404)
  })

  it.each(['/search?from=x', '/search?to=2025-02-30', '/search?cursor=x', '/search?cursor=all.x'])(
    'answers %s with a page that says so',
    async (path) => {
      const answer = await place.get(path)
      expect([answer.status, answer.headers.get('Content-Type')]).toEqual([400, 'text/html; charset=utf-8'])
    },
  )

  it('takes anything for a search', async () => {
    for (const path of [
      '?q=%F0%9F%98%80',
      '?q=%',
      '?q=%ED%A0%80',
      '?sort=x',
      '?language=xx',
      `?q=${'а'.repeat(3_000)}`,
    ])
      expect((await place.get(`/search${path}`)).status, path).toBe(200)
  })

  it('goes on to older articles from the home page', async () => {
    await using many = await filled()
    await many.put(
      ...Array.from({ length: 25 }, (_, n) => visible({ sourceId: `old-${n}`, title: `Old ${n}` })),
    )
    const home = await (await many.get('/en')).text()
    const older = /href="(\/en\/search\?cursor=[^"]+)"/.exec(home)?.[1] ?? ''
    const page = await many.get(older.replaceAll('&amp;', '&'))
    expect(page.status).toBe(200)
    expect((await page.text()).match(/href="\/en\/articles\//g)?.length).toBeGreaterThan(0)
  })

  it('tells robots where the sitemap is', async () => {
    expect(await (await place.get('/robots.txt')).text()).toContain(
      'Sitemap: https://wire.example/sitemap.xml',
    )
  })

  it('serves the documentation with its own assets', async () => {
    const html = await (await place.get('/docs')).text()
    const assets = Array.from(html.matchAll(/(?:src|href)="([^"]+)"/g), ([, path = '']) => path)
    expect(assets.filter((path) => !path.startsWith('/'))).toEqual([])
    for (const path of assets) {
      const answer = await place.get(path)
      expect([answer.status, (await answer.text()).length > 0], path).toEqual([200, true])
      if (!path.startsWith('/docs/')) continue
      const tag = { 'If-None-Match': answer.headers.get('ETag') ?? '' }
      expect((await place.get(path, tag)).status, path).toBe(304)
    }
    const document = (await (await place.get('/openapi.json')).json()) as { openapi: string }
    expect(document.openapi).toBe('3.1.0')
    const ofTheLog = await place.get('/asyncapi.json')
    expect(ofTheLog.headers.get('Content-Type')).toBe('application/json; charset=utf-8')
    expect(await ofTheLog.json()).toMatchObject({ asyncapi: '3.0.0', channels: { article: {} } })
  })
})

describe('the site without its neighbours', () => {
  const views = (body: unknown) => () => Promise.resolve(Response.json(body))

  it('does without counts while views are away, slow or talk nonsense', async () => {
    const never = () => new Promise<Response>(() => undefined)
    for (const fetchViews of [
      undefined,
      never,
      views({ views: 'none' }),
      views({}),
      () => Promise.resolve(new Response('', { status: 503 })),
    ]) {
      await using place = await filled(fetchViews === undefined ? {} : { fetchViews })
      expect((await place.get('/en')).status).toBe(200)
      expect((await place.get(`/en/articles/${idOf('1')}`)).status).toBe(200)
      expect(place.lines.join('')).toContain('views-away')
    }
  })

  it('shows counts and the most read when views answer', async () => {
    await using place = await filled({
      fetchViews: (path) =>
        Promise.resolve(
          Response.json(
            path.startsWith('/v1/most-read')
              ? {
                  articles: [
                    { article: idOf('1'), views: 4_321 },
                    { article: idOf('gone'), views: 9 },
                  ],
                }
              : { views: [{ total: 4_321, baseline: 321 }] },
          ),
        ),
    })
    expect(await (await place.get('/en')).text()).toMatch(/4[,\u00a0\u202f ]?321/)
    expect(await (await place.get(`/en/articles/${idOf('1')}`)).text()).toMatch(/4[,\u00a0\u202f ]?321/)
  })

  it('says 503 as a page and as a problem while the search engine is away', async () => {
    const away = () => Promise.reject(new EngineUnavailableError('away'))
    const engine = { away: false }
    await using place = await filled({
      meddle: (index): SearchIndex => ({
        ...index,
        indexId: index.indexId,
        query: (query) => (engine.away ? away() : index.query(query)),
        get: (ids) => (engine.away ? away() : index.get(ids)),
        checkpoint: () => (engine.away ? away() : index.checkpoint()),
      }),
    })
    engine.away = true
    for (const path of ['/en', '/en/search?q=ice', `/en/articles/${idOf('1')}`]) {
      const answer = await place.get(path)
      expect([answer.status, answer.headers.get('Retry-After')], path).toEqual([503, '2'])
      expect(await answer.text()).toContain('<!doctype html>')
    }
    for (const path of ['/v1/search', `/v1/articles/${idOf('1')}`]) {
      const answer = await place.get(path)
      expect([answer.status, answer.headers.get('Content-Type')], path).toEqual([
        503,
        'application/problem+json',
      ])
    }
    expect((await place.get('/robots.txt')).status).toBe(200)
  })

  it('says which part failed, in the log alone, when nobody foresaw it', async () => {
    await using place = await filled({
      meddle: (index) => ({
        ...index,
        indexId: index.indexId,
        query: () => Promise.reject(new TypeError('a secret detail')),
      }),
    })
    const answer = await place.get('/en/search?q=ice')
    const html = await answer.text()
    expect(answer.status).toBe(500)
    expect(html).toContain(answer.headers.get('X-Request-Id'))
    expect(html).not.toContain('secret')
    expect(place.lines.findLast((line) => line.includes('a secret detail'))).toContain(
      answer.headers.get('X-Request-Id'),
    )
    expect(place.lines.join('')).not.toContain('q=ice')
  })
})

describe('waiting for one’s own write', () => {
  it('is answered once the index has it, 503 when it does not come, 400 when it is no number', async () => {
    await using place = await filled()
    const waiting = place.get('/v1/search', { 'Uniwire-Min-Position': '2' })
    await place.register('other', NAMES)
    await place.reached(2)
    expect((await waiting).status).toBe(200)
    const answer = await place.get('/v1/search', { 'Uniwire-Min-Position': '99' })
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '1'])
    expect((await place.get('/v1/search', { 'Uniwire-Min-Position': 'x' })).status).toBe(400)
  })

  it('never mistakes the position in another log for its own', async () => {
    await using place = await filled()
    await place.index.saveCheckpoint({ generation: 'another', position: 99, analyser: 'x' })
    const answer = await place.get('/v1/search', { 'Uniwire-Min-Position': '9' })
    expect(answer.status).toBe(503)
  })
})
