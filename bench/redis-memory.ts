import type { Benchmark } from './benchmark.ts'

export const redisMemory: Benchmark = {
  name: 'redis-memory',
  number: 'bytes that the counts take of Redis',
  runs: [
    {
      title: 'Redis',
      script: 'packages/adapter-redis/bench/memory.ts',
      engines: ['redis'],
      parameters: ({ redis, size = 20_000 }) => [redis, size],
    },
  ],
}
