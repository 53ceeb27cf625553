import type { ViewCounter } from '@uniwire/ports'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { article } from './harness/articles.ts'
import { openPlace } from './harness/place.ts'

type Step =
  | { readonly kind: 'view'; readonly event: number; readonly article: number; readonly service: number }
  | { readonly kind: 'restart'; readonly service: number }
  | { readonly kind: 'pass'; readonly hours: number }

const index = (max: number) => fc.nat({ max })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('view'),
      event: index(15),
      article: index(1),
      service: index(1),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart'), service: index(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pass'), hours: index(30) }) },
)

describe('any interleaving of views, resends, restarts and days, at two services over one counter', () => {
  it('counts neither more than was sent nor less than was acknowledged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 12 }), async (rounds) => {
        const articles = [article({ sourceId: '0' }), article({ sourceId: '1' })]
        await using place = await openPlace()
        for (const each of articles) await place.append(each)
        await using counter = await place.openCounter()
        const services = [await place.start({ counter }), await place.start({ counter })]
        const sent = articles.map(() => new Set<number>())
        const acknowledged = articles.map(() => new Set<number>())
        const run = async (each: Step): Promise<void> => {
          if (each.kind === 'pass') place.clock.forwardMs(each.hours * 3_600_000)
          if (each.kind === 'restart') {
            const old = services[each.service]
            services[each.service] = await place.start({ counter })
            await old?.[Symbol.asyncDispose]()
          }
          if (each.kind === 'view') {
            sent[each.article]?.add(each.event)
            const body = { article: articles[each.article]?.id, event: `event ${each.event}` }
            const answer = await services[each.service]?.beacon(body, { address: `reader ${each.event}` })
            if (answer?.status === 204) acknowledged[each.article]?.add(each.event)
          }
        }
        for (const round of rounds) await Promise.all(round.map(run))
        for (const each of services) await each[Symbol.asyncDispose]()
        const totals = await counter.totals(articles.map(({ id }) => id))
        for (const [n, found] of totals.entries()) {
          expect(found?.live ?? 0).toBeLessThanOrEqual(sent[n]?.size ?? 0)
          expect(found?.live ?? 0).toBeGreaterThanOrEqual(acknowledged[n]?.size ?? 0)
        }
        const logged = await place.loggedTotals()
        for (const [n, { id }] of articles.entries()) {
          const days = logged.filter((each) => each.article === id).map((each) => each.live)
          expect(days.reduce((sum, live) => sum + live, 0)).toBe(totals[n]?.live ?? 0)
        }
      }),
      { numRuns: 60 },
    )
  }, 180_000)
})

describe('a counter that is lost again and again under two services', () => {
  it('ends no lower than the totals that the log had at each loss, and no higher than was sent', async () => {
    const round = fc.record({ views: fc.array(index(1), { maxLength: 8 }), lost: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(round, { maxLength: 8 }), async (rounds) => {
        const one = article()
        await using place = await openPlace()
        await using opened = new AsyncDisposableStack()
        await place.append(one)
        const open = async () => opened.use(await place.openCounter())
        let current = await open()
        const counter = throughTo(() => current)
        const services = [
          await place.start({ counter, totalsEveryMs: 1 }),
          await place.start({ counter, totalsEveryMs: 1 }),
        ]
        const loggedLive = async () => (await place.loggedTotals())[0]?.totals.live ?? 0
        let sent = 0
        let floor = 0
        for (const { views, lost } of rounds) {
          const beacons = views.map(async (service) => {
            sent += 1
            await services[service]?.beacon(
              { article: one.id, event: `${sent}` },
              { address: `reader ${sent}` },
            )
          })
          await Promise.all(beacons)
          if (!lost) continue
          floor = await loggedLive()
          current = await open()
        }
        const [total] = (await services[0]?.service.views.totals([one.id])) ?? []
        for (const each of services) await each[Symbol.asyncDispose]()
        expect(total?.live).toBeGreaterThanOrEqual(floor)
        expect(total?.live).toBeLessThanOrEqual(sent)
        expect(await loggedLive()).toBeGreaterThanOrEqual(floor)
        expect(await loggedLive()).toBeLessThanOrEqual(sent)
      }),
      { numRuns: 60 },
    )
  }, 180_000)
})

/** A counter whose engine can be exchanged behind the services' backs. */
function throughTo(current: () => ViewCounter): ViewCounter {
  return {
    record: (views) => current().record(views),
    totals: (articles) => current().totals(articles),
    seed: (seeds) => current().seed(seeds),
    mostRead: (query) => current().mostRead(query),
    unsettled: (limit) => current().unsettled(limit),
    settle: (settled) => current().settle(settled),
    visitorSalt: (day, offered) => current().visitorSalt(day, offered),
    [Symbol.asyncDispose]: () => current()[Symbol.asyncDispose](),
  }
}
