import type { Benchmark } from './benchmark.ts'

const script = 'services/syndicator/bench/hub.ts'

export const hub: Benchmark = {
  name: 'hub',
  number: 'accepted → delivered to 1 and to 1,000 subscribers of the hub',
  runs: [
    { title: 'SQLite', script, parameters: ({ size = 1_000 }) => [1, size] },
    {
      title: 'NATS',
      script,
      engines: ['nats'],
      parameters: ({ nats, size = 1_000 }) => [nats, 1, size],
    },
  ],
}
