import type { Benchmark } from './benchmark.ts'

export const search: Benchmark = {
  name: 'search',
  number:
    'p95 with 100,000 articles: embedded 50 ms, with facets 100 ms; Elasticsearch at most 1.5 × the raw query',
  runs: [
    {
      title: 'SQLite',
      script: 'packages/adapter-sqlite/bench/search.ts',
      parameters: ({ size = 100_000 }) => [size],
    },
    {
      title: 'Elasticsearch',
      script: 'packages/adapter-elasticsearch/bench/bulk.ts',
      engines: ['elasticsearch'],
      parameters: ({ elasticsearch, size = 100_000 }) => [elasticsearch, size, 'searching'],
    },
  ],
}
