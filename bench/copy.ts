import type { Benchmark } from './benchmark.ts'

export const copy: Benchmark = {
  name: 'copy',
  number: 'records/s of a log copied by uniwire migrate, backup and restore',
  runs: [
    {
      title: 'SQLite and NATS',
      script: 'packages/log-copy/bench/copy.ts',
      engines: ['nats'],
      parameters: ({ nats, size = 20_000 }) => [size, nats],
    },
  ],
}
