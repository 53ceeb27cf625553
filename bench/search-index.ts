import type { Benchmark } from './benchmark.ts'

export const searchIndex: Benchmark = {
  number: 'documents/s and search latency on Elasticsearch, against the client alone',
  engine: 'elasticsearch',
  script: 'packages/adapter-elasticsearch/bench/bulk.ts',
  args: ['100000'],
}
