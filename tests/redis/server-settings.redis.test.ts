import { join } from 'node:path'
import { openRedisViewCounter } from '@uniwire/adapter-redis'
import type { RedisNotice } from '@uniwire/adapter-redis'
import { describe, expect, it } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import { startRedis } from '../harness/engines/redis.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { startRedisCluster } from './redis-cluster.ts'
import { now } from './views.ts'

const isHere = hasEngine('redis', { own: true })
const CONFIG = join(import.meta.dirname, '../../infra/redis/redis.conf')

describe.runIf(isHere)('the settings of a Redis', () => {
  it('are told of when counts can be lost by them', async () => {
    await using redis = await startRedis({
      settings: { appendonly: 'no', 'maxmemory-policy': 'allkeys-lru' },
    })
    const notices: RedisNotice[] = []
    const onNotice = (notice: RedisNotice) => notices.push(notice)
    await using _ = await openRedisViewCounter({ url: redis.url, now, onNotice })
    await waitUntil('both notices', () => Promise.resolve(notices.length === 2))
    expect(notices).toEqual([
      {
        kind: 'evicts-keys',
        server: `127.0.0.1:${redis.port}`,
        advice: expect.stringContaining('allkeys-lru'),
      },
      {
        kind: 'not-durable',
        server: `127.0.0.1:${redis.port}`,
        advice: expect.stringContaining('appendonly'),
      },
    ])
  })

  it('are told of on the node of a cluster that has them', async () => {
    await using cluster = await startRedisCluster({ 'maxmemory-policy': 'volatile-ttl' })
    const notices: RedisNotice[] = []
    const onNotice = (notice: RedisNotice) => notices.push(notice)
    await using _ = await openRedisViewCounter({ url: cluster.url, cluster: true, now, onNotice })
    await waitUntil('a notice of each node', () => Promise.resolve(notices.length === 3))
    expect(notices.every(({ advice }) => advice.includes('volatile-ttl'))).toBe(true)
  })

  it('of infra/redis give no reason for a notice', async () => {
    await using redis = await startRedis({ configFile: CONFIG })
    const notices: RedisNotice[] = []
    const onNotice = (notice: RedisNotice) => notices.push(notice)
    await using counter = await openRedisViewCounter({ url: redis.url, now, onNotice })
    // Asked for on the same connection before the first call, so answered before it.
    await counter.totals(['A'])
    expect(notices).toEqual([])
  })

  it.each([
    ['no address of Redis', { url: 'http://localhost' }],
    ['no address at all', { url: 'localhost:6379' }],
    ['a database that is no number', { url: 'redis://localhost/views' }],
    ['several addresses without a cluster', { url: 'redis://a,redis://b' }],
    ['a CA file without TLS', { url: 'redis://localhost', tlsCaFile: '/ca.crt' }],
    ['a prefix with braces', { url: 'redis://localhost', keyPrefix: '{a}' }],
  ])('are refused when they are %s', async (_, options) => {
    await expect(openRedisViewCounter({ ...options, now })).rejects.toThrow(RangeError)
  })
})
