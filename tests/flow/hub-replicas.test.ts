import { openNatsEventLogs } from '@uniwire/adapter-nats'
import { STREAMS } from '@uniwire/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../harness/engines/engine.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startNats } from '../harness/engines/nats.ts'
import type { LoneService } from '../harness/lone-service.ts'
import { createService, untilReady } from '../harness/lone-service.ts'
import type { Subscriber } from '../harness/subscriber.ts'
import { startSubscriber } from '../harness/subscriber.ts'
import type { TestUniversity } from '../harness/university.ts'
import { registerUniversity } from '../harness/university.ts'
import { waitUntil } from '../harness/wait-until.ts'

const SUBSCRIBERS = 45
const PUBLIC_URL = 'http://wire.example'
const TOPIC = `${PUBLIC_URL}/feeds/nura.atom`
const DEADLINE_MS = 90_000

describe.runIf(hasEngine('nats', { own: true }))('the hub of two replicas over NATS', () => {
  const opened = new AsyncDisposableStack()
  const namespace = `t${crypto.randomUUID().slice(0, 8)}`
  let nats: Engine
  let replicas: readonly LoneService[]
  let nura: TestUniversity
  let subscriber: Subscriber

  const put = async (title: string) => {
    const answer = await nura.put(title, { title, bodyText: `${title}. `.repeat(20) })
    expect(answer.status).toBe(201)
  }
  const sent = (title: string) => subscriber.received.filter(({ body }) => body.includes(`>${title}<`))
  const pathsOf = (title: string) => new Set(sent(title).map(({ path }) => path))
  const timesOf = (title: string, path: string) => sent(title).filter((one) => one.path === path).length

  /** Callbacks whose delivery had begun and not ended, as the log has it. */
  const inFlight = async (): Promise<ReadonlySet<string>> => {
    const engine = { now: Date.now, newId: () => crypto.randomUUID() }
    await using logs = await openNatsEventLogs({ servers: nats.url, namespace, ...engine })
    const hub = await logs.open(STREAMS.hub)
    const { records } = await hub.read({ after: 0, limit: 500 })
    // Of our own writing.
    const states = records.map(({ payload }) => JSON.parse(payload) as { callback: string; sending?: object })
    return new Set(
      states.flatMap(({ callback, sending }) => (sending === undefined ? [] : [new URL(callback).pathname])),
    )
  }

  beforeAll(async () => {
    nats = opened.use(await startNats())
    const settings = {
      NATS_URL: nats.url,
      UNIWIRE_NAMESPACE: namespace,
      UNIWIRE_PUBLIC_URL: PUBLIC_URL,
      UNIWIRE_HUB_ALLOW_PRIVATE: 'true',
      UNIWIRE_LOG_LEVEL: 'warn',
    }
    const intake = opened.use(await createService('intake', settings))
    replicas = [
      opened.use(await createService('syndicator', settings)),
      opened.use(await createService('syndicator', settings)),
    ]
    for (const service of [intake, ...replicas]) service.start()
    await Promise.all([intake, ...replicas].map(untilReady))
    subscriber = opened.use(await startSubscriber())
    nura = await registerUniversity(intake.url, 'nura')
    await put('first')
    for (let n = 0; n < SUBSCRIBERS; n += 1) {
      const form = { 'hub.mode': 'subscribe', 'hub.topic': TOPIC, 'hub.callback': `${subscriber.url}/${n}` }
      const hub = `${replicas[n % 2]?.url}/hub`
      await waitUntil(
        'the feed to be there',
        async () => (await fetch(hub, { method: 'POST', body: new URLSearchParams(form) })).status === 202,
        DEADLINE_MS,
      )
      await waitUntil('the first delivery', async () => pathsOf('first').has(`/${n}`), DEADLINE_MS)
    }
  }, 400_000)
  afterAll(() => opened.disposeAsync(), 60_000)

  it('sends each delivery once', async () => {
    for (const title of ['second', 'third', 'fourth']) {
      await put(title)
      await waitUntil(title, async () => pathsOf(title).size === SUBSCRIBERS, DEADLINE_MS)
    }
    await waitUntil('the outcomes', async () => (await inFlight()).size === 0, DEADLINE_MS)
    for (const path of pathsOf('fourth')) {
      const bodies = subscriber.received.filter((one) => one.path === path).map(({ body }) => body)
      expect([path, bodies.length, new Set(bodies).size]).toEqual([path, 4, 4])
    }
  }, 300_000)

  it('loses no delivery when both are killed in the middle of them, and repeats none but those in flight', async () => {
    // Some are answered, some are in flight when the processes end, some were never begun.
    subscriber.answer = (path) => (Number(path.slice(1)) % 3 === 0 ? 'hang' : 204)
    await put('fifth')
    await waitUntil('a third of them', async () => sent('fifth').length >= SUBSCRIBERS / 3, DEADLINE_MS)
    await Promise.all(replicas.map((replica) => replica.end('SIGKILL')))
    const begun = await inFlight()
    expect(begun.size).toBeGreaterThan(0)
    subscriber.answer = () => 204
    for (const replica of replicas) replica.start()
    await Promise.all(replicas.map(untilReady))
    await waitUntil('everybody', async () => pathsOf('fifth').size === SUBSCRIBERS, DEADLINE_MS)
    await waitUntil('the outcomes', async () => (await inFlight()).size === 0, DEADLINE_MS)
    for (const path of pathsOf('fifth')) {
      expect(timesOf('fifth', path), path).toBeLessThanOrEqual(begun.has(path) ? 2 : 1)
    }
  }, 400_000)
})
