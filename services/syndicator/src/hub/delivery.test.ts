import { describe, expect, it, vi } from 'vitest'
import type { EventLogs } from '@uniwire/ports'
import { openSampleLogs, startSampleSyndicator } from '../sample-syndicator.fixture.ts'
import { ask, oneArticle, passTime, PATIENCE, subscribe, TOPIC } from './sample-hub.fixture.ts'
import { startSubscriber } from './subscriber.fixture.ts'
import { retryDelayMs } from './subscription.ts'

const bodies = (received: readonly { readonly body: string }[]) => received.map(({ body }) => body)

describe('a delivery that fails', () => {
  it('is repeated with growing pauses, the first within 15 s, and sends the newest state once', async () => {
    const log = oneArticle()
    await using syndicator = await startSampleSyndicator(log.records)
    await using subscriber = await startSubscriber()
    await subscribe(syndicator, subscriber)
    subscriber.answer = () => 500
    for (const sourceId of ['2', '3', '4']) {
      log.publish('nura', sourceId, { title: `жаңа ${sourceId}` })
      await syndicator.append(log.records)
    }
    await vi.waitUntil(() => subscriber.received.length === 2, PATIENCE)
    for (const attempts of [3, 4]) {
      await passTime(syndicator, retryDelayMs(attempts - 2))
      await vi.waitUntil(() => subscriber.received.length === attempts, PATIENCE)
    }
    subscriber.answer = () => 200
    await passTime(syndicator, retryDelayMs(3))
    await vi.waitUntil(() => subscriber.received.length === 5, PATIENCE)
    expect(subscriber.received[4]?.body).toBe(await (await syndicator.get('/feeds/nura.atom')).text())
    await passTime(syndicator, retryDelayMs(9))
    log.publish('nura', '5')
    await syndicator.append(log.records)
    await vi.waitUntil(() => subscriber.received.length === 6, PATIENCE)
    expect(retryDelayMs(1)).toBeLessThanOrEqual(15_000)
    expect(retryDelayMs(2)).toBeGreaterThan(retryDelayMs(1))
    expect(retryDelayMs(1000)).toBe(6 * 3_600_000)
  })

  it('ends the subscription when the callback is gone', async () => {
    const log = oneArticle()
    await using syndicator = await startSampleSyndicator(log.records)
    await using gone = await startSubscriber()
    await using here = await startSubscriber()
    await subscribe(syndicator, gone)
    await subscribe(syndicator, here)
    gone.answer = () => 410
    here.answer = () => 500
    log.publish('nura', '2')
    await syndicator.append(log.records)
    await vi.waitUntil(() => gone.received.length + here.received.length === 4, PATIENCE)
    for (const attempts of [3, 4]) {
      await passTime(syndicator, retryDelayMs(attempts))
      await vi.waitUntil(() => here.received.length === attempts, PATIENCE)
    }
    await syndicator.syndicator[Symbol.asyncDispose]()
    expect(gone.received).toHaveLength(2)
  })

  it('follows no redirect', async () => {
    const log = oneArticle()
    await using syndicator = await startSampleSyndicator(log.records)
    await using subscriber = await startSubscriber()
    await subscribe(syndicator, subscriber)
    subscriber.answer = () => 302
    log.publish('nura', '2')
    await syndicator.append(log.records)
    await vi.waitUntil(() => subscriber.received.length === 2, PATIENCE)
    subscriber.answer = () => 200
    await passTime(syndicator, 15_000)
    await vi.waitUntil(() => subscriber.received.length === 3, PATIENCE)
    expect(new Set(subscriber.received.map(({ path }) => path))).toEqual(new Set(['/callback']))
  })
})

describe('many subscribers', () => {
  it('wait for none that is slow', async () => {
    const log = oneArticle()
    await using syndicator = await startSampleSyndicator(log.records)
    await using subscriber = await startSubscriber()
    const callbacks = Array.from({ length: 20 }, (_, n) => `${subscriber.url}/${n}`)
    for (const callback of callbacks) await subscribe(syndicator, subscriber, { 'hub.callback': callback })
    subscriber.answer = (path) => (/\/[0-4]$/.test(path) ? 'hang' : 204)
    for (const round of [1, 2, 3]) {
      log.publish('nura', `r${round}`)
      await syndicator.append(log.records)
      const quick = () => subscriber.received.filter(({ path }) => !/^\/[0-4]$/.test(path))
      await vi.waitUntil(() => quick().length === 15 * (round + 1), PATIENCE)
    }
    const slow = subscriber.received.filter(({ path }) => /^\/[0-4]$/.test(path))
    // Each was met once when it began to hang, and nobody met it again meanwhile.
    expect(slow).toHaveLength(10)
  })

  it('are all served while others keep their calls open and say nothing', async () => {
    const log = oneArticle()
    await using syndicator = await startSampleSyndicator(log.records)
    await using silent = await startSubscriber()
    await using others = await startSubscriber()
    const SILENT = 20
    for (let n = 0; n < SILENT; n += 1) {
      await subscribe(syndicator, silent, { 'hub.callback': `${silent.url}/${n}` })
    }
    for (let n = 0; n < 10; n += 1) {
      await subscribe(syndicator, others, { 'hub.callback': `${others.url}/${n}` })
    }
    silent.answer = () => 'hang'
    // Whoever is served after a call to a silent one was given up may have waited for it.
    const givenUpThen = new Promise<number>((resolve) => {
      others.answer = () => {
        if (others.received.length === 20) resolve(silent.givenUp())
        return 204
      }
    })
    log.publish('nura', '2')
    await syndicator.append(log.records)
    expect(await givenUpThen).toBe(0)
    await vi.waitUntil(() => silent.received.length === 2 * SILENT, PATIENCE)
    await syndicator.syndicator[Symbol.asyncDispose]()
    await vi.waitUntil(() => silent.givenUp() === SILENT, PATIENCE)
  })

  it('get each delivery once from several replicas', async () => {
    const log = oneArticle()
    const logs = await openSampleLogs()
    const shared: EventLogs = { open: (spec) => logs.open(spec), [Symbol.asyncDispose]: async () => {} }
    await using first = await startSampleSyndicator(log.records, { logs: Promise.resolve(shared) })
    await using second = await startSampleSyndicator([], { logs: Promise.resolve(shared) })
    await using subscriber = await startSubscriber()
    for (let n = 0; n < 30; n += 1) {
      await subscribe(n % 2 === 0 ? first : second, subscriber, { 'hub.callback': `${subscriber.url}/${n}` })
    }
    for (const round of [2, 3]) {
      log.publish('nura', `r${round}`)
      await first.append(log.records)
      await second.append([])
      await vi.waitUntil(() => subscriber.received.length >= 30 * round, PATIENCE)
    }
    await first.syndicator[Symbol.asyncDispose]()
    await second.syndicator[Symbol.asyncDispose]()
    expect(subscriber.received).toHaveLength(90)
    const newest = bodies(subscriber.received.slice(60))
    expect(newest.filter((body) => body.includes('r3'))).toHaveLength(30)
    await logs[Symbol.asyncDispose]()
  })

  it('are not asked for what a closed network would answer', async () => {
    await using syndicator = await startSampleSyndicator(oneArticle().records, { allowPrivate: false })
    const callbacks = [
      'http://127.0.0.1/',
      'http://[::1]/',
      'http://[::ffff:10.0.0.1]/',
      'http://localhost/',
      'http://169.254.169.254/latest/meta-data',
      'http://2130706433/',
      'http://10.1.2.3:8080/',
      'http://[fd00::1]/',
      'http://0.0.0.0/',
    ]
    for (const callback of callbacks) {
      const form = { 'hub.mode': 'subscribe', 'hub.topic': TOPIC, 'hub.callback': callback }
      const response = await ask(syndicator, form)
      expect(response.status, callback).toBe(400)
      expect(await response.text(), callback).toContain('public address')
    }
  })
})
