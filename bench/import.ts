import type { Benchmark } from './benchmark.ts'

const script = 'services/intake/bench/import.ts'

export const importing: Benchmark = {
  name: 'import',
  number: 'articles/s of a bulk import, against PUT one by one: at least 5 ×',
  runs: [
    { title: 'SQLite', script, parameters: ({ size = 5_000 }) => [size, 2] },
    { title: 'one large import', script, parameters: ({ size = 100_000 }) => ['large', size] },
  ],
}
