import type { Benchmark } from './benchmark.ts'

const script = 'services/intake/bench/intake.ts'

export const intake: Benchmark = {
  name: 'intake',
  number: 'accepted durable articles/s, 32 connections, against a bare Hono route: at least 0.8',
  runs: [
    { title: 'SQLite', script, parameters: ({ size = 6_000 }) => [32, 5, size] },
    {
      title: 'NATS',
      script,
      engines: ['nats'],
      parameters: ({ nats, size = 6_000 }) => [nats, 32, 5, size],
    },
  ],
}
