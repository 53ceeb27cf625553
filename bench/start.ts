import type { Benchmark } from './benchmark.ts'

export const start: Benchmark = {
  name: 'start',
  number: 'the standalone with 100,000 articles: ready 2 s after its start, 400 MB of memory',
  runs: [
    {
      title: 'standalone',
      script: 'services/standalone/bench/start.ts',
      parameters: ({ size = 100_000 }) => [size],
    },
    {
      title: 'syndicator alone',
      script: 'services/syndicator/bench/boot.ts',
      parameters: ({ size = 100_000 }) => [size],
    },
    {
      title: 'views alone',
      script: 'services/views/bench/large.ts',
      parameters: ({ size = 100_000 }) => [size, 3],
    },
  ],
}
