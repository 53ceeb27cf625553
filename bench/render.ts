import type { Benchmark } from './benchmark.ts'

export const render: Benchmark = {
  name: 'render',
  number: 'a feed of 50 after an article arrives, against rss, feed and feedsmith: 50 × faster',
  runs: [
    {
      title: 'in one process',
      script: 'packages/feed/bench/render.ts',
      parameters: ({ size = 30 }) => [size],
    },
  ],
}
