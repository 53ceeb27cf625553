import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { FetchIntake } from './http/ask-intake.ts'
import { oneArticle } from './hub/sample-hub.fixture.ts'
import { PUBLIC_URL } from './sample-address.fixture.ts'
import { startSampleSyndicator } from './sample-syndicator.fixture.ts'

/** As intake answers about keys. */
const fetchIntake: FetchIntake = async (path, init) => {
  const key = new Headers(init.headers).get('Authorization')
  if (key === 'Bearer operator') return Response.json({ as: 'operator' })
  if (key !== 'Bearer nura') return Response.json({ code: 'unauthorized' }, { status: 401 })
  return path === '/v1/universities/nura/access'
    ? Response.json({ as: 'university' })
    : Response.json({ code: 'not-found' }, { status: 404 })
}
const FEEDLY = { 'User-Agent': 'Feedly/1.0 (x; 12 subscribers)' }
const READERS = '/v1/feeds/readers?university='

describe('readers of feeds', () => {
  it('are told to the university, from every live feed of it that was answered, 304 too', async () => {
    await using syndicator = await startSampleSyndicator(oneArticle().records, { fetchIntake })
    const tag = (await syndicator.get('/feeds/nura.rss')).headers.get('ETag') ?? ''
    await syndicator.get('/feeds/nura.rss', { ...FEEDLY, 'If-None-Match': tag })
    await syndicator.get('/feeds/nura/kk.atom', FEEDLY, 'HEAD')
    await syndicator.get('/feeds/all.rss', FEEDLY)
    await syndicator.get('/feeds/esil.rss', FEEDLY)
    await syndicator.get('/feeds/nura/category/nobody%20uses%20it.rss', FEEDLY)
    await syndicator.get('/feeds/nura/archive/1.atom', FEEDLY)
    const response = await syndicator.get(`${READERS}nura`, { Authorization: 'Bearer nura' })
    expect(response.headers.get('Cache-Control')).toBe('private, no-store')
    const at = syndicator.tools.now()
    const aggregators = [{ name: 'Feedly', subscribers: 12, at }]
    const others = [{ day: at.slice(0, 10), pollers: 1, atLeast: false }]
    expect(await response.json()).toEqual({
      university: 'nura',
      since: at,
      feeds: [
        { feed: `${PUBLIC_URL}/feeds/nura.rss`, aggregators, others },
        { feed: `${PUBLIC_URL}/feeds/nura/kk.atom`, aggregators, others: [] },
      ],
    })
    const ofAll = await syndicator.get(`${READERS}all`, { Authorization: 'Bearer operator' })
    expect(await ofAll.json()).toMatchObject({
      feeds: [{ feed: `${PUBLIC_URL}/feeds/all.rss`, aggregators }],
    })
  })

  it('are nobody else’s business, in intake’s words', async () => {
    await using syndicator = await startSampleSyndicator(oneArticle().records, { fetchIntake })
    const status = async (university: string, key: string) =>
      (await syndicator.get(READERS + university, { Authorization: `Bearer ${key}` })).status
    expect(await status('nura', 'other')).toBe(401)
    expect(await status('all', 'nura')).toBe(404)
    expect(await status('nobody', 'operator')).toBe(404)
    expect(await status('', 'operator')).toBe(400)
    await using alone = await startSampleSyndicator([], {
      fetchIntake: () => Promise.reject(new Error('away')),
    })
    expect((await alone.get(`${READERS}nura`, { Authorization: 'Bearer nura' })).status).toBe(503)
  })

  it('leave no address, neither in the answer nor in memory', async () => {
    await using syndicator = await startSampleSyndicator(oneArticle().records, {
      fetchIntake,
      trustedProxies: 1,
    })
    await syndicator.get('/feeds/nura.rss', { 'X-Forwarded-For': '198.51.100.77' })
    await syndicator.get('/feeds/nura.rss', { 'X-Forwarded-For': '198.51.100.78' })
    await syndicator.get('/feeds/nura.rss', { 'X-Forwarded-For': '198.51.100.78' })
    const response = await syndicator.get(`${READERS}nura`, { Authorization: 'Bearer nura' })
    const text = await response.text()
    expect(text).toContain('"pollers":2')
    expect(text + inspect(syndicator, { depth: 12, showHidden: true })).not.toContain('198.51.100')
  })
})
