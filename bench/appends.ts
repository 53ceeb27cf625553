import type { Benchmark } from './benchmark.ts'

export const appends: Benchmark = {
  number: 'appends/s through the port, against raw JetStream publishes with acknowledgement',
  engine: 'nats',
  script: 'packages/adapter-nats/bench/append.ts',
  args: ['1000', '5'],
}
