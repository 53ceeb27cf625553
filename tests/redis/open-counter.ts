import { openRedisViewCounter } from '@uniwire/adapter-redis'
import type { OpenCounter } from '../contract/view-counter.contract.ts'
import type { RedisPlace } from './redis-place.ts'

/** Two counters over one place, by a clock of the test's own. */
export async function openCounter(place: RedisPlace): Promise<OpenCounter> {
  const { url, cluster, keyPrefix } = place
  let now = Date.parse('2024-09-02T06:00:00Z')
  const open = () => openRedisViewCounter({ url, cluster, keyPrefix, now: () => now, timeoutMs: 20_000 })
  const neighbour = await open()
  let counter = await open()
  return {
    get counter() {
      return counter
    },
    neighbour,
    async restart() {
      await counter[Symbol.asyncDispose]()
      await place.restart()
      counter = await open()
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
