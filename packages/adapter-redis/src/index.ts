export { openRedisViewCounter } from './open-redis-view-counter.ts'
export type { RedisViewCounterOptions } from './open-redis-view-counter.ts'
export type { RedisAddress } from './connect.ts'
export type { RedisNotice } from './inspect-server.ts'
