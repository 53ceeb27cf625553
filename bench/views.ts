import type { Benchmark } from './benchmark.ts'

export const views: Benchmark = {
  number: 'views/s into Redis, against pipelined calls of the same script',
  engine: 'redis',
  script: 'packages/adapter-redis/bench/record.ts',
  args: ['2'],
}
