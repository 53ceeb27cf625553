import { openRedisViewCounter } from '@uniwire/adapter-redis'
import { openViewCounter } from '@uniwire/adapter-sqlite'
import type { MostReadQuery, ViewCounter } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import { sharedRedis } from './redis-place.ts'
import { now, view } from './views.ts'

const isHere = hasEngine('redis')
/** So many that each shard has more of them than one page of its ranking. */
const ARTICLES = 16_000
const SEEDS_PER_CALL = 1_000

describe.runIf(isHere)('the most read of many articles', () => {
  const newPlace = sharedRedis()

  it('are the same as over SQLite: by count, equal ones by name, whatever the window', async () => {
    await using place = await newPlace()
    await using redis = await openRedisViewCounter({ ...place, now, timeoutMs: 20_000 })
    await using sqlite = await openViewCounter({ file: ':memory:', now })
    for (const counter of [redis, sqlite]) await fill(counter)
    for (const windowHours of ['all', 12, 168, 60 * 24] satisfies MostReadQuery['windowHours'][]) {
      for (const limit of [1, 7, 100, 3_000]) {
        const query = { windowHours, at: '2024-09-02T14:00:00Z', limit }
        const expected = await sqlite.mostRead(query)
        expect(expected).toHaveLength(limit)
        expect(await redis.mostRead(query), JSON.stringify(query)).toEqual(expected)
      }
    }
  })
})

/** What was read most of all time was read least of late, and most counts are equal to many others. */
async function fill(counter: ViewCounter): Promise<void> {
  const names = Array.from({ length: ARTICLES }, (_, n) => `article-${(n * 7_919) % ARTICLES}`)
  for (let from = 0; from < ARTICLES; from += SEEDS_PER_CALL) {
    await counter.seed(
      names.slice(from, from + SEEDS_PER_CALL).map((article, n) => {
        const live = 100 + Math.floor((from + n) / 300)
        const late = 60 - Math.floor((from + n) / 300)
        const days = { '2024-01-01': live - late, '2024-07-20': late - 2, '2024-08-30': 2 }
        return { totals: { article, live, unique: 0, rejected: {}, revision: 1 }, days }
      }),
    )
  }
  const read = names.filter((_, n) => n % 4 === 0)
  await counter.record(read.map((article, n) => view(`${n}`, { article })))
}
