import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openRedisViewCounter } from '@uniwire/adapter-redis'
import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import { startRedis } from '../harness/engines/redis.ts'
import { begin, now, totalsOf, view } from './views.ts'

const isHere = hasEngine('redis', { own: true })

describe.runIf(isHere)('a Redis that forgot', () => {
  it('its data: articles are absent, not zero, and go on from what they are seeded', async () => {
    await using redis = await startRedis()
    await using counter = await openRedisViewCounter({ url: redis.url, now, timeoutMs: 20_000 })
    await begin(counter, 'A')
    await counter.record([view('1'), view('2')])
    const totals = await totalsOf(counter)
    const [day] = await counter.unsettled(1)

    await redis.kill()
    const data = join(redis.folder, 'data')
    for (const entry of readdirSync(data)) rmSync(join(data, entry), { recursive: true })
    await redis.restart()
    expect(await counter.totals(['A'])).toEqual([undefined])
    expect(await counter.record([view('3')])).toEqual(['absent'])
    expect(await counter.unsettled(10)).toEqual([])
    expect(await counter.mostRead({ windowHours: 'all', at: '2024-09-02T12:00:00Z', limit: 5 })).toEqual([])

    await counter.seed([{ totals, days: { [day?.day ?? '']: day?.live ?? 0 } }])
    expect(await counter.record([view('3')])).toEqual(['counted'])
    expect(await totalsOf(counter)).toMatchObject({ live: 3, unique: 3, revision: totals.revision + 1 })
    expect(await counter.unsettled(10)).toMatchObject([{ day: '2024-09-02', live: 3 }])
  })

  it('its scripts: they are sent again, in calls of every kind', async () => {
    await using redis = await startRedis()
    const admin = new Redis(redis.url)
    try {
      await using counter = await openRedisViewCounter({ url: redis.url, now })
      await begin(counter, 'A', 'B', 'C')
      const window = { windowHours: 24, at: '2024-09-02T12:00:00Z', limit: 5 }
      for (let round = 1; round <= 3; round++) {
        await admin.script('FLUSH')
        // Many at once: some meet a Redis that knows the script again.
        const outcomes = await Promise.all(
          Array.from({ length: 30 }, (_, n) =>
            counter.record([view(`${round}-${n}`), view(`${round}-${n}`, { article: 'B' })]),
          ),
        )
        expect(new Set(outcomes.flat())).toEqual(new Set(['counted']))
        await admin.script('FLUSH')
        const unsettled = await counter.unsettled(10)
        await admin.script('FLUSH')
        await counter.settle(unsettled)
        await admin.script('FLUSH')
        expect(await counter.unsettled(10)).toEqual([])
        expect(await counter.mostRead(window)).toEqual([
          { article: 'A', views: 30 * round },
          { article: 'B', views: 30 * round },
        ])
      }
      await admin.script('FLUSH')
      await begin(counter, 'D')
      expect(await counter.record([view('D', { article: 'D' })])).toEqual(['counted'])
    } finally {
      admin.disconnect()
    }
  })
})
