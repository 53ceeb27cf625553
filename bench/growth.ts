import type { Benchmark } from './benchmark.ts'

export const growth: Benchmark = {
  name: 'growth',
  number: 'cost of an article accepted, indexed and rendered, 1,000 → 1,000,000 articles: flat within 1.5 ×',
  runs: [
    {
      title: 'SQLite',
      script: 'services/standalone/bench/growth.ts',
      parameters: ({ size = 100_000 }) => [size],
    },
  ],
}
