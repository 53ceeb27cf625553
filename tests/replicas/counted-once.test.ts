import { openNatsEventLogs } from '@uniwire/adapter-nats'
import type { LogRecord } from '@uniwire/ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Distributed, Engines } from '../harness/distributed.ts'
import { createDistributed, hasEngines, startEngines } from '../harness/distributed.ts'
import type { Found, Written } from '../harness/reading.ts'
import { readerOf } from '../harness/reading.ts'
import type { TestUniversity } from '../harness/university.ts'
import { registerUniversity } from '../harness/university.ts'
import { waitUntil } from '../harness/wait-until.ts'

const PATIENCE_MS = 120_000
const CASE_TIMEOUT_MS = 300_000
const namespace = `twice-${crypto.randomUUID().slice(0, 8)}`
/** Log §1. */
const LOG = {
  name: 'UNIWIRE',
  subjects: ['article.>', 'university.>'],
  retention: { kind: 'forever' },
} as const

describe.runIf(hasEngines())('of two replicas', () => {
  const opened = new AsyncDisposableStack()
  let engines: Engines
  let wire: Distributed
  let university: TestUniversity

  beforeAll(async () => {
    engines = opened.use(await startEngines())
    const settings = { UNIWIRE_NAMESPACE: namespace }
    wire = opened.use(await createDistributed(engines, { replicas: 2, settings }))
    await wire.start()
    university = await registerUniversity(wire.url, 'nura')
  }, 400_000)
  afterAll(() => opened.disposeAsync(), 60_000)

  const publish = async (sourceId: string, more: object = {}) => {
    const article = { title: `Article ${sourceId}`, bodyText: 'Text.', language: 'en', ...more }
    const response = await university.put(sourceId, article)
    expect(response.ok, sourceId).toBe(true)
    const written = (await response.json()) as Written
    for (const { url } of wire.replicas.views) {
      await waitUntil(
        'views to know it',
        async () => (await readerOf(url).get('/v1/most-read', written.sequence)).ok,
        PATIENCE_MS,
      )
    }
    return written
  }
  const totals = async (article: string) => {
    const answers = await Promise.all(
      wire.replicas.views.map(({ url }) =>
        readerOf(url).json<{ views: { live: number; unique: number }[] }>(`/v1/views?article=${article}`),
      ),
    )
    const [one, two] = answers.map(({ views }) => ({ live: views[0]?.live, unique: views[0]?.unique }))
    expect(two).toEqual(one)
    return one
  }
  /** By the replica of that number; sent again until it is acknowledged. */
  const view = (replica: number, article: string, reader: string, event?: string) =>
    waitUntil(
      'an acknowledged view',
      async () => {
        const response = await fetch(`${wire.replicas.views[replica]?.url}/v1/views`, {
          method: 'POST',
          headers: {
            'Content-Type': 'text/plain',
            'User-Agent': `Mozilla/5.0 (X11; Linux; ${reader}) Gecko/20100101 Firefox/1.0`,
            'X-Forwarded-For': '203.0.113.7',
          },
          body: JSON.stringify({ article, event }),
        })
        return response.status === 204
      },
      PATIENCE_MS,
    )

  it(
    'each counts a view once, whichever it comes to and however often',
    async () => {
      const { id } = await publish('viewed')
      const events = Array.from({ length: 60 }, (_, n) => `event-${n}`)
      await Promise.all(
        events.flatMap((event) => [0, 1, 0].map((replica) => view(replica, id, event, event))),
      )
      expect(await totals(id)).toEqual({ live: 60, unique: 60 })
    },
    CASE_TIMEOUT_MS,
  )

  it(
    'the second knows the reader of the first: a reload is no view, and one person one reader',
    async () => {
      const { id } = await publish('reloaded')
      // Together, so that no busy machine can part them by the half minute of the guard.
      await Promise.all([view(0, id, 'somebody', 'first'), view(1, id, 'somebody', 'second')])
      await view(1, id, 'else', 'third')
      // Without an id, both make the same one of the reader, the article and the half minute.
      await Promise.all([0, 1, 0, 1].map((replica) => view(replica, id, 'nameless')))
      expect(await totals(id)).toEqual({ live: 3, unique: 3 })
    },
    CASE_TIMEOUT_MS,
  )

  it(
    'neither sets the totals of the other back, in the log or in search',
    async () => {
      const { id } = await publish('contended')
      let sent = 0
      const seen: number[] = []
      for (let round = 0; round < 6; round += 1) {
        await Promise.all(
          [0, 1].flatMap((replica) =>
            Array.from({ length: 5 }, () => view(replica, id, `reader-${(sent += 1)}`, `event-${sent}`)),
          ),
        )
        const { hits } = await readerOf(wire.url).json<Found>('/v1/search?q=contended')
        seen.push(hits[0]?.views ?? 0)
      }
      await waitUntil(
        'search to show all of them',
        async () => {
          const { hits } = await readerOf(wire.url).json<Found>('/v1/search?q=contended')
          seen.push(hits[0]?.views ?? 0)
          return seen.at(-1) === 60
        },
        PATIENCE_MS,
      )
      expect(seen).toEqual(seen.toSorted((a, b) => a - b))
      expect(await totals(id)).toEqual({ live: 60, unique: 60 })
    },
    CASE_TIMEOUT_MS,
  )

  it(
    'one releases an embargoed article, at its time or later, though both hold it',
    async () => {
      const until = new Date(Date.now() + 15_000).toISOString()
      const held = await Promise.all(
        Array.from({ length: 8 }, (_, n) => publish(`held-${n}`, { embargoedUntil: until })),
      )
      const records = await waitUntil(
        'all of them to be released',
        async () => {
          const found = await releasedIn(engines)
          return found.length >= held.length && found
        },
        PATIENCE_MS,
      )
      // Both had the same time in hand: whatever the other one does has been refused by the next write.
      await publish('after')
      expect((await releasedIn(engines)).map(({ subject }) => subject)).toEqual(
        records.map(({ subject }) => subject),
      )
      expect(new Set(records.map(({ subject }) => subject)).size).toBe(held.length)
      for (const { envelope } of records) expect(envelope.time >= until, envelope.time).toBe(true)
    },
    CASE_TIMEOUT_MS,
  )
})

/** Read past the services. */
async function releasedIn(engines: Engines): Promise<readonly LogRecord[]> {
  await using logs = await openNatsEventLogs({
    servers: engines.nats.url,
    namespace,
    now: Date.now,
    newId: () => crypto.randomUUID(),
  })
  const log = await logs.open(LOG)
  const { records } = await log.read({ after: 0, limit: 500 })
  return records.filter(({ envelope }) => envelope.type === 'article.released')
}
