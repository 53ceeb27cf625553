import { expect } from 'vitest'
import { createDistributed } from '../harness/distributed.ts'
import type { Engines } from '../harness/distributed.ts'
import type { Found } from '../harness/reading.ts'
import { waitUntil } from '../harness/wait-until.ts'
import {
  expectChanges,
  expectFeedOfAll,
  expectFeeds,
  expectGone,
  expectLog,
  expectSearch,
  promisedChanges,
  toldChanges,
} from './accounts.ts'
import type { Stack } from './faults.ts'
import type { Ledger } from './ledger.ts'
import { createLedger } from './ledger.ts'
import { startLoad } from './load.ts'
import type { Outside } from './outside.ts'
import { createOutside } from './outside.ts'
import { printRecovery, untilContained, untilReady } from './recovery.ts'
import { registerSurely } from './register.ts'
import type { ViewCount } from './viewers.ts'
import { perform } from './writers.ts'

/** One composition for every case, each with a university and a ledger of its own. */
export interface Stage extends Stack, AsyncDisposable {
  readonly ledgers: readonly Ledger[]
  /** In front of its streams' names. */
  readonly namespace: string
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

export interface StageOptions {
  /** Processes of each service. */
  readonly replicas?: number
  /** Servers of a NATS cluster that keep each stream. */
  readonly natsReplicas?: 1 | 3
}

export async function createStage(
  engines: Engines,
  { replicas = 1, natsReplicas = 1 }: StageOptions = {},
): Promise<Stage> {
  const namespace = `chaos-${crypto.randomUUID().slice(0, 8)}`
  const settings = { UNIWIRE_NAMESPACE: namespace, NATS_REPLICAS: String(natsReplicas) }
  const wire = await createDistributed(engines, { settings, killsEngines: true, replicas })
  await wire.start()
  const ledgers: Ledger[] = []
  const counts = new Map<string, ViewCount>()
  await publishViewed()

  async function publishViewed() {
    const outside = createOutside(wire.url)
    const ledger = createLedger('viewed')
    ledgers.push(ledger)
    const { key } = await registerSurely(wire.url, ledger.slug)
    for (let n = 1; n <= VIEWED; n += 1) {
      const publishedAt = `2023-12-31T00:00:0${n}Z`
      const step = { sourceId: `viewed-${n}`, verb: 'publish', shows: 1, publishedAt } as const
      const done = await perform({ outside, ledger, key }, step, step.sourceId)
      if (done === undefined) throw new Error(outside.offences.join('\n'))
      counts.set(done.id, { sent: 0, acknowledged: 0 })
    }
    // A beacon for an article that views do not know of yet is answered like one that counts.
    await untilContained(outside, lastSequence(ledger))
  }

  const settle = async (outside: Outside, ledger: Ledger) => {
    await expectLog({ natsUrl: engines.nats.url, namespace, natsReplicas }, ledger)
    await expectChanges(outside, ledger)
    await expectSearch(outside, ledger)
    await expectFeeds(outside, ledger)
    await expectGone(wire.url, ledger)
  }
  const settleViews = async (outside: Outside) => {
    const path = `/v1/views?${[...counts.keys()].map((id) => `article=${id}`).join('&')}`
    const totals = await waitUntil(
      'search to show the totals of views',
      async () => {
        // Both were sent by our own services.
        const { views } = JSON.parse((await outside.insist('view', path)).body) as Totals
        const found = await outside.insist('search', '/v1/search?q=&university=viewed')
        const { hits } = JSON.parse(found.body) as Found
        const shown = new Map(hits.map((hit) => [hit.id, hit.views]))
        return views.every(({ article, live }) => shown.get(article) === live) && views
      },
      DEADLINE_MS,
    )
    expect(totals.length).toBe(VIEWED)
    for (const { article, live } of totals) {
      expect(live, article).toBeGreaterThanOrEqual(counts.get(article)?.acknowledged ?? Infinity)
      expect(live, article).toBeLessThanOrEqual(counts.get(article)?.sent ?? 0)
    }
  }

  return {
    namespace,
    wire,
    engines,
    ledgers,
    async play(name, strike) {
      await untilReady(wire)
      const outside = createOutside(wire.url)
      const ledger = createLedger(`case-${ledgers.length}`)
      const from = new Date(FIRST_CASE + ledgers.length * DAY_MS).toISOString()
      ledgers.push(ledger)
      const { key } = await registerSurely(wire.url, ledger.slug)
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
      await settleViews(outside)
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

interface Totals {
  readonly views: readonly { readonly article: string; readonly live: number }[]
}

function lastSequence(ledger: Ledger): number {
  return ledger.promised().at(-1)?.answer.sequence ?? 0
}
