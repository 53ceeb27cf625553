import type { Benchmark } from './benchmark.ts'

const script = 'services/views/bench/beacons.ts'

export const views: Benchmark = {
  name: 'views',
  number:
    'views/s over HTTP against a bare Hono route: at least 0.4; into Redis against the pipelined script: at least 0.8',
  runs: [
    {
      title: 'over HTTP, Redis',
      script,
      engines: ['redis'],
      parameters: ({ redis, size = 5 }) => [32, size, redis],
    },
    { title: 'over HTTP, SQLite', script, parameters: ({ size = 5 }) => [32, size] },
    {
      title: 'through the port, Redis',
      script: 'packages/adapter-redis/bench/record.ts',
      engines: ['redis'],
      parameters: ({ redis, size = 2 }) => [redis, size],
    },
  ],
}
