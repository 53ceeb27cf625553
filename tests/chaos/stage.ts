import { expect } from 'vitest'
import { createDistributed } from '../harness/distributed.ts'
import type { Engines } from '../harness/distributed.ts'
import { registerUniversity } from '../harness/university.ts'
import type { Found } from '../harness/reading.ts'
import { readerOf } from '../harness/reading.ts'
import { waitUntil } from '../harness/wait-until.ts'
import {
  expectChanges,
  expectFeedOfAll,
  expectFeeds,
  expectLog,
  expectSearch,
  promisedChanges,
  toldChanges,
} from './accounts.ts'
import type { Stack } from './faults.ts'
import type { Ledger } from './ledger.ts'
import { createLedger, titleOf } from './ledger.ts'
import { startLoad } from './load.ts'
import type { Outside } from './outside.ts'
import { createOutside } from './outside.ts'
import { printRecovery, untilContained, untilReady } from './recovery.ts'
import type { ViewCount } from './viewers.ts'

/** One composition for every case, each with a university and a ledger of its own. */
export interface Stage extends Stack, AsyncDisposable {
  readonly ledgers: readonly Ledger[]
  /**
   * Runs the load, lets `strike` happen, which gives the moment at which it was over, and settles the accounts.
   * Gives the answers that nobody should ever have got.
   */
  play(name: string, strike: () => Promise<number>): Promise<readonly string[]>
  /** The accounts of every case so far. */
  settleAll(): Promise<readonly string[]>
}

const VIEWED = 4
const DEADLINE_MS = 120_000
const FIRST_CASE = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000

export async function createStage(engines: Engines): Promise<Stage> {
  const namespace = `chaos-${crypto.randomUUID().slice(0, 8)}`
  const settings = { UNIWIRE_NAMESPACE: namespace }
  const wire = await createDistributed(engines, { settings, killsEngines: true })
  await wire.start()
  const read = readerOf(wire.url)
  const ledgers: Ledger[] = []
  const counts = new Map<string, ViewCount>()
  await publishViewed()

  async function publishViewed() {
    const ledger = createLedger('viewed')
    ledgers.push(ledger)
    const university = await registerUniversity(wire.url, ledger.slug)
    for (let n = 1; n <= VIEWED; n += 1) {
      const publishedAt = `2023-12-31T00:00:0${n}Z`
      const step = { sourceId: `viewed-${n}`, verb: 'publish', shows: 1, publishedAt } as const
      const article = {
        title: titleOf(step.sourceId, 1),
        bodyText: 'Many read it.',
        language: 'en',
        publishedAt,
      }
      ledger.sent(step)
      const response = await university.put(step.sourceId, article)
      const { id, sequence, version } = (await response.json()) as {
        id: string
        sequence: number
        version: number
      }
      ledger.acknowledged(step, { id, sequence, version })
      counts.set(id, { sent: 0, acknowledged: 0 })
    }
    // A beacon for an article that views do not know of yet is answered like one that counts.
    await untilContained(createOutside(wire.url), lastSequence(ledger))
  }

  const settle = async (outside: Outside, ledger: Ledger) => {
    await expectLog({ natsUrl: engines.nats.url, namespace }, ledger)
    await expectChanges(outside, ledger)
    await expectSearch(outside, ledger)
    await expectFeeds(outside, ledger)
  }
  const settleViews = async () => {
    const ids = [...counts.keys()]
    const { views } = await read.json<{ views: { article: string; live: number }[] }>(
      `/v1/views?${ids.map((id) => `article=${id}`).join('&')}`,
    )
    for (const { article, live } of views) {
      expect(live, article).toBeGreaterThanOrEqual(counts.get(article)?.acknowledged ?? Infinity)
      expect(live, article).toBeLessThanOrEqual(counts.get(article)?.sent ?? 0)
    }
    const total = new Map(views.map(({ article, live }) => [article, live]))
    await waitUntil(
      `search to show the totals ${JSON.stringify([...total])}`,
      async () => {
        const { hits } = await read.json<Found>('/v1/search?q=&university=viewed')
        return hits.length === VIEWED && hits.every((hit) => hit.views === total.get(hit.id))
      },
      DEADLINE_MS,
    )
  }

  return {
    wire,
    engines,
    ledgers,
    async play(name, strike) {
      await untilReady(wire)
      const outside = createOutside(wire.url)
      const ledger = createLedger(`case-${ledgers.length}`)
      const from = new Date(FIRST_CASE + ledgers.length * DAY_MS).toISOString()
      ledgers.push(ledger)
      const { key } = await registerUniversity(wire.url, ledger.slug)
      const load = startLoad({ outside, ledger, key, counts, from })
      try {
        await load.flows(-Infinity)
        const overAt = await strike()
        const before = lastSequence(ledger)
        const [readyAt, shownAt] = await Promise.all(
          [untilReady(wire), untilContained(outside, before)].map((done) =>
            done.then(() => performance.now()),
          ),
        )
        await load.flows(overAt)
        printRecovery(name, overAt, { outside, readyAt: readyAt ?? NaN, shownAt: shownAt ?? NaN })
      } finally {
        await load.end()
      }
      await untilContained(outside, lastSequence(ledger))
      expect(outside.offences).toEqual([])
      // It may not have come to the end yet, but everything before is there, in order.
      expect(toldChanges(load.told)).toEqual(promisedChanges(ledger).slice(0, load.told.length))
      await settle(outside, ledger)
      await expectFeedOfAll(outside, ledgers)
      await settleViews()
      return outside.offences
    },
    async settleAll() {
      const outside = createOutside(wire.url)
      for (const ledger of ledgers) await settle(outside, ledger)
      return outside.offences
    },
    [Symbol.asyncDispose]: () => wire[Symbol.asyncDispose](),
  }
}

function lastSequence(ledger: Ledger): number {
  return ledger.promised().at(-1)?.answer.sequence ?? 0
}
