import { openRedisViewCounter } from '@uniwire/adapter-redis'
import { openViewCounter } from '@uniwire/adapter-sqlite'
import type { MostReadQuery, ViewCounter, ViewEvent } from '@uniwire/ports'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import { sharedRedis } from './redis-place.ts'

const isHere = hasEngine('redis')
const MIDNIGHT = Date.parse('2024-09-02T00:00:00Z')
/** The day before is not over yet for views that take their time. */
const NOW = MIDNIGHT + 1_800_000
const HOUR_MS = 3_600_000
const ARTICLES = ['A', 'a', 'B', 'статья', '5f1c7a52-0c8e-5b7e-9d2f-1f6d4a7f6a10']

type Step =
  | { readonly kind: 'record'; readonly views: readonly ViewEvent[] }
  | { readonly kind: 'seed'; readonly article: string; readonly live: number; readonly days: number }
  | { readonly kind: 'settle'; readonly limit: number }
  | { readonly kind: 'look'; readonly queries: readonly MostReadQuery[] }

const article = fc.constantFrom(...ARTICLES)
const SPREAD_MS = [0, 5_000, 29_999, 30_000, -1, -20_000, 60_000, 1_800_000]
/** Times close to each other, on both sides of a midnight, hours late and a day ahead. */
const open = { hours: [0, -1, -12, -22, 12, 30], visitors: ['v', 'w', 'x', 'y|z', ''] }
const over = { hours: [-36, -24 * 20, -24 * 40], visitors: ['v', 'w', 'x', 'y|z'] }
const event: fc.Arbitrary<ViewEvent> = fc.constantFrom(open, over, open).chain(({ hours, visitors }) =>
  fc
    .tuple(
      fc.integer({ min: 0, max: 40 }).map((n) => `event-${n}`),
      article,
      fc.constantFrom(...visitors),
      fc.tuple(fc.constantFrom(...hours), fc.constantFrom(...SPREAD_MS)),
      fc.option(fc.constantFrom('robot', 'prefetch', '__proto__', 'reload')),
    )
    .map(([id, of, visitor, [hour, ms], rejected]) => ({
      id,
      article: of,
      visitor,
      at: new Date(MIDNIGHT + hour * HOUR_MS + ms).toISOString(),
      ...(rejected !== null && { rejected }),
    })),
)
const query: fc.Arbitrary<MostReadQuery> = fc.record({
  windowHours: fc.constantFrom<MostReadQuery['windowHours']>(
    'all',
    1,
    12,
    24,
    25,
    168,
    720,
    767,
    768,
    24 * 60,
  ),
  at: fc.integer({ min: -40, max: 40 }).map((hours) => new Date(MIDNIGHT + hours * HOUR_MS).toISOString()),
  limit: fc.integer({ min: 1, max: 6 }),
})
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('record' as const), views: fc.array(event, { maxLength: 12 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('seed' as const),
      article,
      live: fc.integer({ min: 0, max: 50 }),
      days: fc.integer({ min: 0, max: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('settle' as const), limit: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('look' as const),
      queries: fc.array(query, { minLength: 1, maxLength: 4 }),
    }),
  },
)

describe.runIf(isHere)('counters over Redis and over SQLite', () => {
  const newPlace = sharedRedis()

  it('say the same, whatever happens to them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        await using place = await newPlace()
        const now = () => NOW
        await using redis = await openRedisViewCounter({ ...place, now })
        await using sqlite = await openViewCounter({ file: ':memory:', now })
        for (const each of steps) expect(await take(redis, each)).toEqual(await take(sqlite, each))
      }),
      { numRuns: 100 },
    )
  })
})

/** Everything that can be seen after a step. */
async function take(counter: ViewCounter, each: Step) {
  return {
    outcome: await perform(counter, each),
    totals: await counter.totals([...ARTICLES, 'never seeded']),
    unsettled: await counter.unsettled(100),
  }
}

async function perform(counter: ViewCounter, each: Step): Promise<unknown> {
  if (each.kind === 'record') return counter.record(each.views)
  if (each.kind === 'seed') return counter.seed([seedOf(each)])
  if (each.kind === 'look') return Promise.all(each.queries.map((asked) => counter.mostRead(asked)))
  const settled = await counter.unsettled(each.limit)
  await counter.settle(settled)
  return settled
}

function seedOf({ article: name, live, days }: Extract<Step, { kind: 'seed' }>) {
  const known = Array.from({ length: days }, (_, n) => {
    const day = new Date(MIDNIGHT - n * 17 * 24 * HOUR_MS).toISOString().slice(0, 10)
    return [day, Math.min(live, 3 + n)] as const
  })
  const totals = { article: name, live, unique: 2, rejected: { robot: 4 }, revision: 9 }
  return { totals, days: Object.fromEntries(known) }
}
