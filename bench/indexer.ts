import type { Benchmark } from './benchmark.ts'

export const indexer: Benchmark = {
  name: 'indexer',
  number: 'documents/s into Elasticsearch, against raw bulk requests of the same documents: at least 0.7',
  runs: [
    {
      title: 'through the port',
      script: 'packages/adapter-elasticsearch/bench/bulk.ts',
      engines: ['elasticsearch'],
      parameters: ({ elasticsearch, size = 48_000 }) => [elasticsearch, size, 'writing'],
    },
    {
      title: 'the whole indexer, accepted → searchable, memory',
      script: 'services/indexer/bench/catch-up.ts',
      // As in docker-compose.yml.
      flags: ['--max-old-space-size=256', '--max-semi-space-size=8'],
      engines: ['nats', 'elasticsearch'],
      parameters: ({ nats, elasticsearch, size = 5_000 }) => [nats, elasticsearch, size],
    },
  ],
}
