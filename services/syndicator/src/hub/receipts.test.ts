import { describe, expect, it, vi } from 'vitest'
import type { FetchIntake } from '../http/ask-intake.ts'
import { createSampleLog } from '../sample-log.fixture.ts'
import { startSampleSyndicator } from '../sample-syndicator.fixture.ts'
import { oneArticle, passTime, PATIENCE, subscribe, TOPIC } from './sample-hub.fixture.ts'
import type { Pending } from './hub.ts'
import type { Receipt } from './receipts.ts'
import { startSubscriber } from './subscriber.fixture.ts'

const PATH = '/v1/receipts?university=nura&sourceId=a%2F1'

const OLD = createSampleLog().publish('nura', 'old')

/** As intake answers: the key of the university reads its article, and nobody else does. */
function intake(id: string, asked: string[] = []): FetchIntake {
  return async (path, init) => {
    asked.push(path)
    const key = new Headers(init.headers).get('Authorization')
    return key === 'Bearer uw_key'
      ? Response.json({ id, title: 'not for this route' })
      : Response.json({ code: 'unauthorized' }, { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } })
  }
}

describe('receipts of an article', () => {
  it('say which version was sent to whom, when, and with what answer; and who has not confirmed a withdrawal', async () => {
    const log = oneArticle()
    const id = log.publish('nura', 'a/1', { title: 'екінші' })
    await using syndicator = await startSampleSyndicator(log.records, { fetchIntake: intake(id) })
    await using quick = await startSubscriber()
    await using failing = await startSubscriber()
    await subscribe(syndicator, quick)
    await subscribe(syndicator, failing, { 'hub.callback': `${failing.url}/secret-capability` })
    failing.answer = () => 503
    log.withdraw('nura', 'a/1')
    await syndicator.append(log.records)
    const read = async () => {
      const response = await syndicator.get(PATH, { Authorization: 'Bearer uw_key' })
      expect(response.headers.get('Cache-Control')).toBe('private, no-store')
      const text = await response.text()
      expect(text).not.toContain('capability')
      // The shape that the route promises; what is in it is looked at below.
      return JSON.parse(text) as { receipts: readonly Receipt[]; pending: readonly Pending[] }
    }
    await vi.waitUntil(async () => (await read()).receipts.length === 4, PATIENCE)
    const { receipts } = await read()
    const host = (subscriber: { readonly url: string }) => new URL(subscriber.url).host
    const told = receipts.map((receipt) => [receipt.host, receipt.change, receipt.version, receipt.status])
    expect(new Set(told)).toEqual(
      new Set([
        [host(quick), 'published', 1, 204],
        [host(failing), 'published', 1, 204],
        [host(quick), 'withdrawn', 1, 204],
        [host(failing), 'withdrawn', 1, 503],
      ]),
    )
    const settled = async () => (await read()).pending.map((one) => [one.host, one.topic, one.failures])
    await vi.waitFor(async () => expect(await settled()).toEqual([[host(failing), TOPIC, 1]]), PATIENCE)
    expect(receipts[0]?.at).toBe(syndicator.tools.now())
    failing.answer = () => 200
    await passTime(syndicator, 15_000)
    await vi.waitUntil(async () => (await read()).pending.length === 0, PATIENCE)
    const last = (await read()).receipts.at(-1)
    expect(last).toMatchObject({ host: host(failing), change: 'withdrawn', attempt: 2, status: 200 })
  })

  it('wait for nobody where nobody is told, as with an import of old news', async () => {
    const log = oneArticle()
    await using syndicator = await startSampleSyndicator(log.records, { fetchIntake: intake(OLD) })
    await using subscriber = await startSubscriber()
    await subscribe(syndicator, subscriber)
    expect(log.publish('nura', 'old', { publishedAt: '2026-05-01T10:00:00Z' })).toBe(OLD)
    await syndicator.append(log.records)
    const response = await syndicator.get(PATH, { Authorization: 'Bearer uw_key' })
    expect(await response.json()).toEqual({ article: OLD, receipts: [], pending: [] })
  })

  it('are for whom intake lets read the article, in its own words, and for nobody while it is away', async () => {
    const log = oneArticle()
    const asked: string[] = []
    await using syndicator = await startSampleSyndicator(log.records, { fetchIntake: intake('x', asked) })
    const refused = await syndicator.get(PATH, { Authorization: 'Bearer uw_other' })
    expect(refused.status).toBe(401)
    expect(refused.headers.get('WWW-Authenticate')).toBe('Bearer')
    expect(await refused.json()).toEqual({ code: 'unauthorized' })
    expect(asked).toEqual(['/v1/universities/nura/articles/a%2F1'])
    expect((await syndicator.get('/v1/receipts?university=nura')).status).toBe(400)
    await using alone = await startSampleSyndicator(log.records, {
      fetchIntake: () => Promise.reject(new Error('away')),
    })
    const unknown = await alone.get(PATH, { Authorization: 'Bearer uw_key' })
    expect(unknown.status).toBe(503)
    expect(unknown.headers.get('Retry-After')).toBe('2')
  })
})
