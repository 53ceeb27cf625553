import type { Benchmark } from './benchmark.ts'

const script = 'packages/language/bench/relevance.ts'
const reader = ['node', 'services/reader/bench/answers.ts'] as const

export const relevance: Benchmark = {
  name: 'relevance',
  number: 'nDCG@10 on judged queries: above plain words, and above words cut to five letters',
  runs: [
    { title: 'the analysis alone', script, judged: true, parameters: ({ judged }) => [judged] },
    { title: 'the reader, SQLite', script, judged: true, parameters: ({ judged }) => [judged, ...reader] },
    {
      title: 'the reader, Elasticsearch',
      script,
      judged: true,
      engines: ['elasticsearch'],
      parameters: ({ judged }) => [judged, ...reader],
    },
  ],
}
