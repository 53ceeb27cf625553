import type { Benchmark } from './benchmark.ts'

export const flood: Benchmark = {
  name: 'flood',
  number: "latency of one university's posts while another one floods the same intake",
  runs: [
    {
      title: 'SQLite',
      script: 'services/intake/bench/flood.ts',
      parameters: ({ size = 5 }) => [size, 2],
    },
  ],
}
