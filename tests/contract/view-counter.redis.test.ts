import { openRedisViewCounter } from '@uniwire/adapter-redis'
import { describe } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import { sharedRedis } from '../redis/redis-place.ts'
import { viewCounterContract } from './view-counter.contract.ts'
import type { OpenCounter } from './view-counter.contract.ts'

const isHere = hasEngine('redis')

describe.runIf(isHere)('with Redis', () => {
  const newPlace = sharedRedis()

  async function open(): Promise<OpenCounter> {
    const place = await newPlace()
    const { url, keyPrefix } = place
    let now = Date.parse('2024-09-02T06:00:00Z')
    const openOne = () => openRedisViewCounter({ url, keyPrefix, now: () => now, timeoutMs: 20_000 })
    const neighbour = await openOne()
    let counter = await openOne()
    return {
      get counter() {
        return counter
      },
      neighbour,
      async restart() {
        await counter[Symbol.asyncDispose]()
        await place.restart()
        counter = await openOne()
      },
      passTime(ms) {
        now += ms
        return Promise.resolve()
      },
      now: () => now,
      async [Symbol.asyncDispose]() {
        for (const each of [counter, neighbour, place]) await each[Symbol.asyncDispose]()
      },
    }
  }
  viewCounterContract('Redis', { open, afterRestart: 'the same counts', forgetsIds: { by: 'clock' } })
})
