import type { Benchmark } from './benchmark.ts'

export const feeds: Benchmark = {
  name: 'feeds',
  number: 'GET of a feed, 200 and 304, against node:http serving one ready buffer: at least 0.8',
  runs: [
    {
      title: 'SQLite',
      script: 'services/syndicator/bench/feeds.ts',
      parameters: ({ size = 10_000 }) => [size],
    },
  ],
}
