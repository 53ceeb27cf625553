import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import type { Engine } from '../harness/engines/engine.ts'
import { startRedis } from '../harness/engines/redis.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { switchingProxy } from './switching-proxy.ts'
import { startViews } from './views-service.ts'

const isHere = hasEngine('redis', { own: true })
const ARTICLES = 10
const CALLERS = 10
const WAIT_MS = 60_000
type Service = Awaited<ReturnType<typeof startViews>>

describe.runIf(isHere)('a Redis that comes back older than the log', () => {
  it('after a restart from a backup, under load: lifted to the log, nothing twice, no help needed', async () => {
    await using redis = await startRedis()
    await using service = await startViews(redis.url, ARTICLES)
    await countAndPublish(service, 'first', 50)
    await backUp(redis)
    await countAndPublish(service, 'second', 150)
    const load = startLoad(service)
    await waitUntil('load', () => Promise.resolve(load.acknowledged.size >= 100), WAIT_MS)
    const inTheLog = await service.logged()
    await redis.kill()
    const beforeTheLoss = load.acknowledged.size
    putBack(redis)
    await redis.restart()
    await waitUntil('load', () => Promise.resolve(load.acknowledged.size >= beforeTheLoss + 200), WAIT_MS)
    await load.stop()
    const total = await liveOf(service)
    expect(total).toBeGreaterThanOrEqual(inTheLog + load.acknowledged.size - beforeTheLoss)
    expect(total).toBeLessThanOrEqual(200 + load.sent())
    await waitUntil('totals', async () => (await service.logged()) === total, WAIT_MS)
  })

  it('is as the log has it although nobody opens an article', async () => {
    await using redis = await startRedis()
    await using service = await startViews(redis.url, ARTICLES)
    await countAndPublish(service, 'first', 50)
    await backUp(redis)
    await countAndPublish(service, 'second', 150)
    await redis.stop()
    putBack(redis)
    await redis.restart()
    await waitUntil(
      'the totals of the log',
      async () => {
        const found = await service.counter.totals(service.ids).catch(() => [])
        return found.reduce((sum, each) => sum + (each?.live ?? 0), 0) === 200
      },
      WAIT_MS,
    )
    const query = { windowHours: 'all' as const, at: new Date().toISOString(), limit: 20 }
    const ranked = await service.counter.mostRead(query)
    expect(ranked.reduce((sum, each) => sum + each.views, 0)).toBe(200)
    // An event of the backup is still known: it counts no second time.
    expect(await service.view(service.ids[0] ?? '', 'first-0')).toBe('duplicate')
  })

  it('by a failover to a replica that was behind: the next views count upon what the log has', async () => {
    await using primary = await startRedis()
    await using stale = await startRedis()
    await using proxy = await switchingProxy(primary.port)
    await using service = await startViews(proxy.url, ARTICLES)
    await countAndPublish(service, 'first', 50)
    await backUp(primary)
    await stale.stop()
    const data = join(stale.folder, 'data')
    rmSync(data, { recursive: true })
    cpSync(`${join(primary.folder, 'data')}-old`, data, { recursive: true })
    await stale.restart()
    await countAndPublish(service, 'second', 150)
    proxy.lead(stale.port)
    await primary.kill()
    await Promise.all(
      Array.from({ length: 100 }, (_, n) => service.view(service.ids[n % ARTICLES] ?? '', `third-${n}`)),
    )
    expect(await liveOf(service)).toBe(300)
  })

  it('and lost half of its keys under a running service: these come back too', async () => {
    await using redis = await startRedis()
    await using service = await startViews(redis.url, ARTICLES)
    await countAndPublish(service, 'first', 200)
    const admin = new Redis(redis.url)
    const keys = await admin.keys('uniwire:views:*article:*')
    await admin.del(keys.slice(0, keys.length / 2))
    admin.disconnect()
    expect(await liveOf(service)).toBe(200)
    await service.view(service.ids[0] ?? '', 'again')
    expect(await liveOf(service)).toBe(201)
  })
})

async function countAndPublish(service: Service, name: string, views: number): Promise<void> {
  const before = await liveOf(service)
  await Promise.all(
    Array.from({ length: views }, (_, n) => service.view(service.ids[n % ARTICLES] ?? '', `${name}-${n}`)),
  )
  await waitUntil('totals', async () => (await service.logged()) === before + views, WAIT_MS)
  // Settled as well: else the log would be told of these once more.
  await waitUntil('rest', async () => (await service.counter.unsettled(1)).length === 0, WAIT_MS)
}

async function liveOf({ views, ids }: Service): Promise<number> {
  return (await views.totals(ids)).reduce((sum, each) => sum + each.live, 0)
}

/** What Redis has on its disk now, laid aside as a backup. */
async function backUp(redis: Engine): Promise<void> {
  await redis.stop()
  const data = join(redis.folder, 'data')
  cpSync(data, `${data}-old`, { recursive: true })
  await redis.restart()
}

function putBack(redis: Engine): void {
  const data = join(redis.folder, 'data')
  rmSync(data, { recursive: true })
  cpSync(`${data}-old`, data, { recursive: true })
}

/** Callers who send one view after the other until they are told to stop. */
function startLoad(service: Service) {
  const acknowledged = new Set<string>()
  let sent = 0
  let stopping = false
  const callers = Array.from({ length: CALLERS }, async (_, caller) => {
    for (let n = 0; !stopping; n += 1) {
      const event = `load-${caller}-${n}`
      sent += 1
      await service.view(service.ids[(caller + n) % ARTICLES] ?? '', event)
      acknowledged.add(event)
    }
  })
  return {
    acknowledged,
    sent: () => sent,
    async stop() {
      stopping = true
      await Promise.all(callers)
    },
  }
}
