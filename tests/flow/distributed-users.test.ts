import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import { startGuardedRedis } from '../harness/guarded-engines.ts'

const KEY = 'uniwire:views:{v1}:article:x'
const COUNT_TWICE = `redis.call('HSET', KEYS[1], 'live', '1') redis.call('HSET', KEYS[1], 'revision', '1') return 1`

describe.runIf(hasEngine('redis', { own: true }))('Redis with the users of a deployment', () => {
  it('has after kill -9 what a script wrote in several steps', async () => {
    await using redis = await startGuardedRedis()
    const connect = () => new Redis(redis.url, { ...redis.views, retryStrategy: () => 50 })
    const writer = connect()
    await writer.eval(COUNT_TWICE, 1, KEY)
    writer.disconnect()
    await redis.kill()
    await redis.restart()
    const reader = connect()
    expect(await reader.hgetall(KEY)).toEqual({ live: '1', revision: '1' })
    reader.disconnect()
  })
})
