import { STREAMS } from '@uniwire/events'
import { LogUnavailableError } from '@uniwire/ports'
import { createLogger, createMetrics } from '@uniwire/service-kit'
import { describe, expect, it } from 'vitest'
import { createDocument } from '../documents/document.ts'
import { openSampleLogs } from '../sample-syndicator.fixture.ts'
import type { DeliveryParts } from './delivery.ts'
import { deliver } from './delivery.ts'
import { TOPIC } from './sample-hub.fixture.ts'
import type { Subscription } from './subscription.ts'
import { later } from './subscription.ts'
import { followSubscriptions } from './subscriptions.ts'

const NOW = '2027-03-01T06:00:00.000Z'
const STATE: Subscription = {
  topic: TOPIC,
  callback: 'https://reader.example/callback',
  leaseUntil: later(NOW, 86_400_000),
  generation: 'sample',
  delivered: -1,
  failures: 0,
}

const CALL = { signal: new AbortController().signal, begins() {}, ends() {} }

/** One subscription in a log, and deliveries that end at once. */
async function deliveries() {
  const logs = await openSampleLogs()
  let ids = 0
  const clock = { now: NOW }
  const tools = {
    logger: createLogger({ service: 'syndicator', level: 'silent', readable: false }),
    metrics: createMetrics(),
    now: () => clock.now,
    newId: () => `10000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
  }
  const subscriptions = followSubscriptions(await logs.open(STREAMS.hub), tools)
  const sent: string[] = []
  const parts: DeliveryParts = {
    subscriptions,
    receipts: { keep: async () => {}, of: async () => [] },
    outgoing: {
      check: async () => {},
      async send({ url }) {
        sent.push(url)
        return { status: 200, body: '' }
      },
      [Symbol.asyncDispose]: async () => {},
    },
    endOf: () => undefined,
    render: () => ({
      document: createDocument({ mediaType: 'application/atom+xml', body: Buffer.from('<feed/>') }),
      position: 7,
      generation: 'sample',
    }),
    now: tools.now,
    newId: tools.newId,
  }
  const held = await subscriptions.write('a', 0, STATE, 'subscription.subscribed')
  if (held === undefined) throw new Error('not written')
  return {
    held,
    parts,
    subscriptions,
    sent,
    clock,
    begin: (subscription = held) => deliver(subscription, parts, CALL),
    async [Symbol.asyncDispose]() {
      await subscriptions[Symbol.asyncDispose]()
      await logs[Symbol.asyncDispose]()
    },
  }
}

describe('the claim of a delivery', () => {
  it('is given to one of those who ask for it at once', async () => {
    await using place = await deliveries()
    const settled = await Promise.all(Array.from({ length: 5 }, () => place.begin()))
    expect(settled.filter(Boolean)).toHaveLength(1)
    expect(place.sent).toEqual([STATE.callback])
    const after = await place.subscriptions.read('a')
    expect(after?.state).toEqual({ ...STATE, delivered: 7 })
  })

  it('holds for 30 s after its process died, and not longer', async () => {
    await using place = await deliveries()
    const sending = { by: 'a process that was killed', until: later(NOW, 30_000) }
    const { sequence } = place.held
    const dead = await place.subscriptions.write('a', sequence, { ...STATE, sending }, 'subscription.sending')
    expect(await place.begin(dead)).toBe(false)
    place.clock.now = later(NOW, 29_999)
    expect(await place.begin(dead)).toBe(false)
    place.clock.now = later(NOW, 30_000)
    expect(await place.begin(dead)).toBe(true)
    expect(place.sent).toHaveLength(1)
  })

  it('is settled once the log is back, and what was sent is not sent again', async () => {
    await using place = await deliveries()
    let writes = 0
    const write: DeliveryParts['subscriptions']['write'] = (...settled) => {
      writes += 1
      if (writes === 2) throw new LogUnavailableError('away for a moment')
      return place.subscriptions.write(...settled)
    }
    const parts = { ...place.parts, subscriptions: { ...place.subscriptions, write } }
    expect(await deliver(place.held, parts, CALL)).toBe(true)
    expect(place.sent).toHaveLength(1)
    expect((await place.subscriptions.read('a'))?.state).toEqual({ ...STATE, delivered: 7 })
  })
})
