import { STREAMS } from '@uniwire/events'
import type { EventLogs } from '@uniwire/ports'
import { describe, expect, it, vi } from 'vitest'
import { openSampleLogs, startSampleSyndicator } from '../sample-syndicator.fixture.ts'
import { ROOM } from './lanes.ts'
import { oneArticle, PATIENCE, TOPIC } from './sample-hub.fixture.ts'
import { startSubscriber } from './subscriber.fixture.ts'
import { subscriptionId, subscriptionSubject } from './subjects.ts'
import type { Subscription } from './subscription.ts'

/** Subscriptions that were confirmed and served before, in this order. */
async function subscribed(logs: EventLogs, callbacks: readonly string[]): Promise<void> {
  const hub = await logs.open(STREAMS.hub)
  for (const callback of callbacks) {
    const id = subscriptionId(TOPIC, callback)
    const leaseUntil = '2099-01-01T00:00:00.000Z'
    const state: Subscription = {
      topic: TOPIC,
      callback,
      leaseUntil,
      generation: 'sample',
      delivered: 2,
      failures: 0,
    }
    const envelope = { id, source: '/test', type: 'subscription.subscribed', time: leaseUntil, schema: 1 }
    const subject = subscriptionSubject(id)
    await hub.append({ subject, expected: 0, envelope, payload: JSON.stringify(state) })
  }
}

describe('more silent subscribers than there are places for calls', () => {
  it('are met first, and keep nobody from being served while their calls are open', async () => {
    const log = oneArticle()
    const opened = await openSampleLogs()
    await using stack = new AsyncDisposableStack()
    // Each a host of its own, for a host has only a part of the places.
    const silent = await Promise.all(Array.from({ length: ROOM.quick + 30 }, () => startSubscriber()))
    for (const subscriber of silent) {
      stack.use(subscriber)
      subscriber.answer = () => 'hang'
    }
    await using healthy = await startSubscriber()
    const callbacks = silent.map(({ url }) => `${url}/silent`)
    await subscribed(opened, [...callbacks, ...Array.from({ length: 10 }, (_, n) => `${healthy.url}/${n}`)])
    await using syndicator = await startSampleSyndicator(log.records, { logs: Promise.resolve(opened) })
    const givenUp = () => silent.reduce((sum, each) => sum + each.givenUp(), 0)
    const servedThen = new Promise<number>((resolve) => {
      healthy.answer = () => {
        if (healthy.received.length === 10) resolve(givenUp())
        return 204
      }
    })
    log.publish('nura', '2')
    await syndicator.append(log.records)
    expect(await servedThen).toBe(0)
    const met = () => silent.reduce((sum, { received }) => sum + received.length, 0)
    await vi.waitUntil(() => met() === callbacks.length, PATIENCE)
  })

  it('of one host keep nobody of another host waiting at all', async () => {
    const log = oneArticle()
    const opened = await openSampleLogs()
    await using silent = await startSubscriber()
    await using healthy = await startSubscriber()
    silent.answer = () => 'hang'
    const many = Array.from({ length: 2 * ROOM.quick }, (_, n) => `${silent.url}/${n}`)
    await subscribed(opened, [...many, `${healthy.url}/last`])
    await using syndicator = await startSampleSyndicator(log.records, { logs: Promise.resolve(opened) })
    const met = new Promise<number>((resolve) => {
      healthy.answer = () => (resolve(silent.received.length), 204)
    })
    log.publish('nura', '2')
    await syndicator.append(log.records)
    expect(await met).toBeLessThanOrEqual(ROOM.host)
    await syndicator.syndicator[Symbol.asyncDispose]()
    expect(silent.received.length).toBeLessThanOrEqual(ROOM.host)
  })
})
