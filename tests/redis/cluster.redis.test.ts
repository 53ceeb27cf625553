import { openRedisViewCounter } from '@uniwire/adapter-redis'
import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import { startRedisCluster } from './redis-cluster.ts'
import { recordUntilCounted } from './until-counted.ts'
import { begin, now, totalsOf, view } from './views.ts'

const isHere = hasEngine('redis', { own: true })
const ARTICLES = Array.from({ length: 60 }, (_, n) => `article-${n}`)
const CALLERS = 10
const CALLS = 60

describe.runIf(isHere)('a counter over a cluster', () => {
  it('has its counts on every node, and counts once while a node is killed under it', async () => {
    await using cluster = await startRedisCluster()
    await using counter = await openRedisViewCounter({
      url: cluster.url,
      cluster: true,
      now,
      timeoutMs: 1_000,
    })
    await begin(counter, ...ARTICLES)
    for (const node of cluster.nodes) {
      const admin = new Redis(node.url)
      expect(await admin.dbsize()).toBeGreaterThan(0)
      admin.disconnect()
    }
    let calls = 0
    let unavailable = 0
    await Promise.all(
      Array.from({ length: CALLERS }, async (_, caller) => {
        for (let n = 0; n < CALLS; n++) {
          const views = ARTICLES.map((article) => view(`${caller}-${n}`, { article }))
          await recordUntilCounted(counter, views, () => (unavailable += 1))
          calls += 1
          if (calls === 200) {
            await cluster.nodes[1]?.kill()
            await cluster.restartNode(1)
          }
        }
      }),
    )
    expect(unavailable).toBeGreaterThan(0)
    for (const article of ARTICLES) {
      expect(await totalsOf(counter, article)).toMatchObject({ live: CALLERS * CALLS, rejected: {} })
    }
  })
})
