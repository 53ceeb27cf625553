import type { Benchmark } from './benchmark.ts'

export const arrival: Benchmark = {
  name: 'arrival',
  number:
    'accepted → in the feed, p99: 100 ms; accepted → searchable, p99: 300 ms; between servers 250 and 800 ms',
  runs: [
    {
      title: 'standalone',
      script: 'services/standalone/bench/arrival.ts',
      parameters: ({ size = 200 }) => [size],
    },
    {
      title: 'servers',
      script: 'services/standalone/bench/arrival.ts',
      engines: ['nats', 'redis', 'elasticsearch'],
      parameters: ({ size = 200 }) => [size, 'servers'],
    },
  ],
}
