import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { article } from './harness/articles.ts'
import type { Place, Running } from './harness/place.ts'
import { openPlace } from './harness/place.ts'

let open: AsyncDisposableStack
let place: Place
let views: Running
let counter: Awaited<ReturnType<Place['openCounter']>>

beforeEach(async () => {
  open = new AsyncDisposableStack()
  place = open.use(await openPlace())
  counter = open.use(await place.openCounter())
  views = open.use(await place.start({ counter }))
})
afterEach(() => open.disposeAsync())

const json = async (path: string, headers: Readonly<Record<string, string>> = {}): Promise<unknown> =>
  (await views.send(path, { headers })).json()
const read = async (id: string, times: number) => {
  for (let n = 0; n < times; n += 1) await views.beacon({ article: id }, { address: `198.51.100.${n}` })
}

const observed = (count: number) => article({ baseline: { count, observedAt: '2026-11-01T00:00:00Z' } })
const queryOf = (count: number) =>
  `/v1/views?${Array.from({ length: count }, (_, n) => `article=nura/${n}`).join('&')}`

describe('GET /v1/views', () => {
  it('answers in the order asked, by either name, with live views and the old site’s apart', async () => {
    const first = article({ sourceId: '1', baseline: { count: 488, observedAt: '2019-04-24T08:42:56Z' } })
    const second = article({ sourceId: '2' })
    await place.append(first)
    await views.contains(await place.append(second))
    await read(first.id, 3)
    const zeros = { total: 0, live: 0, baseline: 0, unique: 0 }
    const asOf = place.clock.now()
    expect(await json(`/v1/views?article=${second.id}&article=nura/1&article=${second.id}`)).toEqual({
      views: [
        { article: second.id, ...zeros, asOf },
        { article: first.id, total: 491, live: 3, baseline: 488, unique: 3, asOf },
        { article: second.id, ...zeros, asOf },
      ],
    })
  })

  it('replaces a baseline by a later observation, adds none twice, and drops none with a revision', async () => {
    await place.append(observed(488))
    await place.append(observed(488), 'article.revised')
    await views.contains(await place.append(observed(500), 'baseline.observed'))
    expect(await json('/v1/views?article=nura/41')).toMatchObject({ views: [{ total: 500, baseline: 500 }] })
  })

  it('says the same of an embargoed and a withdrawn article as of one that never was', async () => {
    const embargoed = article({
      sourceId: 'e',
      status: 'embargoed',
      baseline: { count: 9, observedAt: '2026-11-01T00:00:00Z' },
    })
    const withdrawn = article({ sourceId: 'w' })
    await place.append(embargoed)
    await views.contains(await place.append(withdrawn))
    await read(withdrawn.id, 2)
    await views.contains(
      await place.append(article({ sourceId: 'w', status: 'withdrawn' }), 'article.withdrawn'),
    )
    const nothing = { total: 0, live: 0, baseline: 0, unique: 0, asOf: null }
    const never = article({ sourceId: 'never' })
    const asked = [embargoed, withdrawn, never].map((each) => `article=${each.id}`).join('&')
    expect(await json(`/v1/views?${asked}&article=x`)).toEqual({
      views: [embargoed.id, withdrawn.id, never.id, 'x'].map((id) => ({ article: id, ...nothing })),
    })
  })

  it('takes up to a hundred articles and refuses more, and none', async () => {
    expect((await views.send(queryOf(100))).status).toBe(200)
    expect((await views.send(queryOf(101))).status).toBe(400)
    expect((await views.send('/v1/views')).status).toBe(400)
  })

  it('says its position, can be waited for, and may be read from anywhere for a moment', async () => {
    const sequence = await place.append(article())
    const answer = await views.send('/v1/views?article=nura/41', {
      headers: { 'Uniwire-Min-Position': String(sequence) },
    })
    expect(answer.headers.get('Uniwire-Position')).toBe(String(sequence))
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=5')
    expect(answer.headers.get('Access-Control-Expose-Headers')).toContain('Uniwire-Position')
    expect(await answer.json()).toMatchObject({ views: [{ asOf: place.clock.now() }] })
  })
})

describe('GET /v1/most-read', () => {
  it('lists the highest first, equal ones by id, at most twenty', async () => {
    const many = Array.from({ length: 25 }, (_, n) => article({ sourceId: String(n) }))
    let sequence = 0
    for (const each of many) sequence = await place.append(each)
    await views.contains(sequence)
    for (const [place_, each] of many.entries()) await read(each.id, place_ === 7 ? 3 : 1)
    const top = many[7]?.id
    const rest = many
      .map((each) => each.id)
      .filter((id) => id !== top)
      .toSorted()
    for (const window of ['24h', '7d', '30d', 'all']) {
      expect(await json(`/v1/most-read?window=${window}`)).toEqual({
        articles: [{ article: top, views: 3 }, ...rest.slice(0, 19).map((id) => ({ article: id, views: 1 }))],
      })
    }
  })

  it('keeps to a university and a language, where kk means both scripts', async () => {
    const all = [
      article({ sourceId: '1', language: 'kk' }),
      article({ sourceId: '2', language: 'kk-Latn' }),
      article({ sourceId: '3', language: 'ru' }),
      article({ sourceId: '1', university: 'aqtau', language: 'ru' }),
    ]
    let sequence = 0
    for (const each of all) sequence = await place.append(each)
    await views.contains(sequence)
    for (const each of all) await read(each.id, 1)
    const ids = async (query: string) => {
      const { articles } = (await json(`/v1/most-read?${query}`)) as { articles: { article: string }[] }
      return articles.map((each) => all.findIndex(({ id }) => id === each.article)).toSorted((a, b) => a - b)
    }
    expect(await ids('language=kk')).toEqual([0, 1])
    expect(await ids('language=kk-Latn')).toEqual([1])
    expect(await ids('university=aqtau')).toEqual([3])
    expect(await ids('university=nura&language=ru')).toEqual([2])
    expect(await ids('university=nowhere')).toEqual([])
    expect((await views.send('/v1/most-read?window=1h')).status).toBe(400)
  })

  it('finds what is rare among a thousand that are read more', async () => {
    const rare = article({ university: 'aqtau', sourceId: 'rare' })
    const common = Array.from({ length: 1_100 }, (_, n) => article({ sourceId: String(n) }))
    for (const each of common) await place.append(each)
    await views.contains(await place.append(rare))
    await Promise.all(common.map((each) => read(each.id, 2)))
    await read(rare.id, 1)
    expect(await json('/v1/most-read?university=aqtau')).toEqual({
      articles: [{ article: rare.id, views: 1 }],
    })
  })

  it('loses an article with its withdrawal, and has it back with its restoration', async () => {
    const one = article()
    await views.contains(await place.append(one))
    await read(one.id, 1)
    await views.contains(await place.append({ ...one, status: 'withdrawn' }, 'article.withdrawn'))
    expect(await json('/v1/most-read')).toEqual({ articles: [] })
    await views.contains(await place.append(one, 'article.restored'))
    expect(await json('/v1/most-read')).toEqual({ articles: [{ article: one.id, views: 1 }] })
  })
})

describe('GET /views.js', () => {
  it('is cached, and asked for again only by its tag', async () => {
    const answer = await views.send('/views.js')
    expect(answer.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8')
    expect(answer.headers.get('Cache-Control')).toMatch(/^public, max-age=3600/)
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
    const tag = answer.headers.get('ETag') ?? ''
    const again = await views.send('/views.js', { headers: { 'If-None-Match': `W/${tag}` } })
    expect([again.status, await again.text(), again.headers.get('ETag')]).toEqual([304, '', tag])
    expect((await views.send('/views.js', { headers: { 'If-None-Match': '"other"' } })).status).toBe(200)
  })
})
