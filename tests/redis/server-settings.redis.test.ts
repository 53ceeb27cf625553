import { join } from 'node:path'
import { openRedisViewCounter } from '@uniwire/adapter-redis'
import { describe, expect, it } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import { startRedis } from '../harness/engines/redis.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { startRedisCluster } from './redis-cluster.ts'
import { now } from './views.ts'

const isHere = hasEngine('redis', { own: true })
const CONFIG = join(import.meta.dirname, '../../infra/redis/redis.conf')

describe.runIf(isHere)('the settings of a Redis', () => {
  it('are warned of when counts can be lost by them', async () => {
    await using redis = await startRedis({
      settings: { appendonly: 'no', 'maxmemory-policy': 'allkeys-lru' },
    })
    const warnings: string[] = []
    const onWarning = (message: string) => warnings.push(message)
    await using _ = await openRedisViewCounter({ url: redis.url, now, onWarning })
    await waitUntil('both warnings', () => Promise.resolve(warnings.length === 2))
    expect(warnings.join()).toContain('allkeys-lru')
    expect(warnings.join()).toContain('appendonly')
  })

  it('are warned of on the node of a cluster that has them', async () => {
    await using cluster = await startRedisCluster({ 'maxmemory-policy': 'volatile-ttl' })
    const warnings: string[] = []
    const onWarning = (message: string) => warnings.push(message)
    await using _ = await openRedisViewCounter({ url: cluster.url, cluster: true, now, onWarning })
    await waitUntil('a warning of each node', () => Promise.resolve(warnings.length === 3))
    expect(warnings.every((warning) => warning.includes('volatile-ttl'))).toBe(true)
  })

  it('of infra/redis give no reason for a warning', async () => {
    await using redis = await startRedis({ configFile: CONFIG })
    const warnings: string[] = []
    const onWarning = (message: string) => warnings.push(message)
    await using counter = await openRedisViewCounter({ url: redis.url, now, onWarning })
    // Asked for on the same connection before the first call, so answered before it.
    await counter.totals(['A'])
    expect(warnings).toEqual([])
  })

  it.each([
    ['no address of Redis', { url: 'http://localhost' }],
    ['no address at all', { url: 'localhost:6379' }],
    ['a database that is no number', { url: 'redis://localhost/views' }],
    ['several addresses without a cluster', { url: 'redis://a,redis://b' }],
    ['a prefix with braces', { url: 'redis://localhost', keyPrefix: '{a}' }],
  ])('are refused when they are %s', async (_, options) => {
    await expect(openRedisViewCounter({ ...options, now })).rejects.toThrow(RangeError)
  })
})
