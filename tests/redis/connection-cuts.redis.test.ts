import { openRedisViewCounter } from '@uniwire/adapter-redis'
import { describe, expect, it } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import { startRedis } from '../harness/engines/redis.ts'
import { cuttingProxy } from './cutting-proxy.ts'
import { recordUntilCounted } from './until-counted.ts'
import { begin, now, totalsOf, view } from './views.ts'

const isHere = hasEngine('redis', { own: true })
const CALLERS = 20
const CALLS = 100

describe.runIf(isHere)('a counter whose connection is cut in the middle of commands', () => {
  it.each(['to Redis', 'from Redis'] as const)('counts every view once, cut %s', async (direction) => {
    await using redis = await startRedis()
    await using direct = await openRedisViewCounter({ url: redis.url, now })
    await begin(direct, 'A', 'B', 'C')
    let connections = 0
    await using proxy = await cuttingProxy(redis.port, () => {
      connections += 1
      // Rising, so that each call gets through at last; odd, so that cuts fall anywhere.
      return { direction, bytes: (direction === 'to Redis' ? 7_919 : 613) * connections }
    })
    await using counter = await openRedisViewCounter({ url: proxy.url, now })

    await Promise.all(
      Array.from({ length: CALLERS }, async (_, caller) => {
        for (let n = 0; n < CALLS; n++) {
          const article = 'ABC'[n % 3] ?? 'A'
          await recordUntilCounted(counter, [
            view(`${caller}-${n}`, { article }),
            view(`${caller}-${n}-`, { article: 'A' }),
          ])
        }
      }),
    )
    expect(proxy.cuts()).toBeGreaterThan(5)
    const [a, b, c] = [await totalsOf(direct, 'A'), await totalsOf(direct, 'B'), await totalsOf(direct, 'C')]
    expect([a.live, b.live, c.live]).toEqual([134 * CALLERS, 33 * CALLERS, 33 * CALLERS])
    expect([a, b, c].map((totals) => totals.rejected)).toEqual([{}, {}, {}])
  })

  it('sends again by itself what was in flight when one connection was cut', async () => {
    await using redis = await startRedis()
    await using direct = await openRedisViewCounter({ url: redis.url, now })
    await begin(direct, 'A')
    await direct.record([view('first, so that Redis knows the script')])
    let connections = 0
    await using proxy = await cuttingProxy(redis.port, () => {
      connections += 1
      return { direction: 'to Redis', bytes: connections === 1 ? 30_000 : Infinity }
    })
    await using counter = await openRedisViewCounter({ url: proxy.url, now, timeoutMs: 20_000 })
    const calls = Array.from({ length: 200 }, (_, n) => counter.record([view(`${n}`)]))
    const outcomes = (await Promise.all(calls)).flat()
    expect(proxy.cuts()).toBe(1)
    expect(new Set(outcomes)).toEqual(new Set(['counted', 'duplicate']))
    expect(await totalsOf(direct)).toMatchObject({ live: 201, unique: 201 })
  })
})
