import type { Benchmark } from './benchmark.ts'

export const appends: Benchmark = {
  name: 'appends',
  number: 'appends/s through the port, against the raw engine',
  runs: [
    {
      title: 'SQLite',
      script: 'packages/adapter-sqlite/bench/append.ts',
      parameters: ({ size = 5_000 }) => [size],
    },
    {
      title: 'NATS',
      script: 'packages/adapter-nats/bench/append.ts',
      engines: ['nats'],
      parameters: ({ nats, size = 1_000 }) => [nats, size, 5],
    },
  ],
}
