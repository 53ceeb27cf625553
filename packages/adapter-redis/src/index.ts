export { openRedisViewCounter } from './open-redis-view-counter.ts'
export type { RedisViewCounterOptions } from './open-redis-view-counter.ts'
export type { RedisAddress } from './connect.ts'
