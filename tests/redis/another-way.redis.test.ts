import { openRedisViewCounter } from '@uniwire/adapter-redis'
import { EngineUnavailableError } from '@uniwire/ports'
import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import { startRedis } from '../harness/engines/redis.ts'
import { switchingProxy } from './switching-proxy.ts'
import { recordUntilCounted } from './until-counted.ts'
import { begin, now, totalsOf, view } from './views.ts'

const isHere = hasEngine('redis', { own: true })

describe.runIf(isHere)('a counter connects anew', () => {
  it('when its connection swallows everything', async () => {
    await using redis = await startRedis()
    await using proxy = await switchingProxy(redis.port)
    await using counter = await openRedisViewCounter({ url: proxy.url, now, timeoutMs: 300 })
    await begin(counter, 'A')
    proxy.swallow()
    await expect(counter.record([view('1')])).rejects.toThrow(EngineUnavailableError)
    await recordUntilCounted(counter, [view('1')])
    expect(await totalsOf(counter)).toMatchObject({ live: 1 })
  })

  it('when its Redis has become a replica, and finds the primary behind the same name', async () => {
    await using old = await startRedis()
    await using promoted = await startRedis()
    await using proxy = await switchingProxy(old.port)
    await using counter = await openRedisViewCounter({ url: proxy.url, now, timeoutMs: 2_000 })
    await using direct = await openRedisViewCounter({ url: promoted.url, now })
    await begin(counter, 'A')
    await begin(direct, 'A')
    const admin = new Redis(old.url)
    await admin.replicaof('127.0.0.1', 1)
    admin.disconnect()
    proxy.lead(promoted.port)
    await expect(counter.record([view('1')])).rejects.toThrow('READONLY')
    await recordUntilCounted(counter, [view('1')])
    expect(await totalsOf(direct)).toMatchObject({ live: 1 })
  })
})
