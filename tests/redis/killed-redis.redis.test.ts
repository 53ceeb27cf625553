import { join } from 'node:path'
import { openRedisViewCounter } from '@uniwire/adapter-redis'
import { describe, expect, it } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import { startRedis } from '../harness/engines/redis.ts'
import { recordUntilCounted } from './until-counted.ts'
import { begin, now, totalsOf, view } from './views.ts'

const isHere = hasEngine('redis', { own: true })
const CONFIG = join(import.meta.dirname, '../../infra/redis/redis.conf')
const ARTICLES = Array.from({ length: 10 }, (_, n) => `article-${n}`)
const CALLERS = 20
/** Acknowledged calls after which Redis is killed. */
const KILLS = [150, 500, 900, 1_400]
const CALLS_PER_CALLER = 120

describe.runIf(isHere).each(['always', 'everysec'])(
  'kill -9 of a Redis with appendfsync %s',
  (appendfsync) => {
    it('loses no acknowledged view, counts none twice, and needs no help to go on', async () => {
      await using redis = await startRedis({ configFile: CONFIG, settings: { appendfsync } })
      await using counters = await twoCounters(redis.url)
      await begin(counters.all[0], ...ARTICLES)
      const acknowledged = new Set<string>()
      let unavailable = 0
      let due = 0
      const killWhenDue = async () => {
        if (acknowledged.size < (KILLS[due] ?? Infinity)) return
        due += 1
        await redis.kill()
        await redis.restart()
      }
      await Promise.all(
        Array.from({ length: CALLERS }, async (_, caller) => {
          for (let n = 0; n < CALLS_PER_CALLER; n++) {
            const article = ARTICLES[(caller + n) % ARTICLES.length] ?? ''
            const event = view(`${caller}-${n}`, { article })
            const counter = counters.all[caller % 2] ?? counters.all[0]
            await recordUntilCounted(counter, [event], () => (unavailable += 1))
            acknowledged.add(`${article} ${event.id}`)
            await killWhenDue()
          }
        }),
      )
      expect(due).toBe(KILLS.length)

      // Killed once more, with nothing in flight: what was acknowledged is all there is.
      await redis.kill()
      await redis.restart()
      await using fresh = await openRedisViewCounter({ url: redis.url, now })
      const totals = await Promise.all(ARTICLES.map((article) => totalsOf(fresh, article)))
      const sum = (of: (each: (typeof totals)[number]) => number) =>
        totals.reduce((all, each) => all + of(each), 0)
      expect(acknowledged.size).toBe(CALLERS * CALLS_PER_CALLER)
      expect([sum((each) => each.live), sum((each) => each.unique)]).toEqual([
        acknowledged.size,
        acknowledged.size,
      ])
      const resent = [...acknowledged].map((line) => {
        const [article = '', id = ''] = line.split(' ')
        return view(id, { article, visitor: 'another' })
      })
      expect(new Set(await fresh.record(resent))).toEqual(new Set(['duplicate']))
      const unsettled = await fresh.unsettled(100)
      expect(new Map(unsettled.map((each) => [each.totals.article, each.live]))).toEqual(
        new Map(totals.map((each) => [each.article, each.live])),
      )
    })
  },
)

async function twoCounters(url: string) {
  const open = () => openRedisViewCounter({ url, now, timeoutMs: 500 })
  const all = [await open(), await open()] as const
  return {
    all,
    async [Symbol.asyncDispose]() {
      await Promise.all(all.map((each) => each[Symbol.asyncDispose]()))
    },
  }
}
