import { isReached } from './benchmark.ts'
import type { Benchmark, Result } from './benchmark.ts'

export interface Measured {
  readonly benchmark: Benchmark
  readonly results: readonly Result[]
}

/** A table and a bar for each ratio, in Markdown; a full bar is what costs nothing. */
export function report(measured: readonly Measured[], machine: string): string {
  return [
    '# Benchmarks\n',
    `${machine}. Each ratio was measured turn by turn in one run.`,
    ...measured.map(
      ({ benchmark, results }) => `
## ${benchmark.number}

\`node ${benchmark.script} ADDRESS ${benchmark.args.join(' ')}\`

| what | Uniwire | raw | ratio | goal | |
| --- | --- | --- | --- | --- | --- |
${results.map(row).join('\n')}`,
    ),
    '',
  ].join('\n')
}

const BAR_LENGTH = 20

function row(result: Result): string {
  const { what, unit, uniwire, raw, ratio, goal } = result
  const reached = isReached(result)
  const wanted = goal === undefined ? '' : 'atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`
  const verdict = reached === undefined ? wanted : `${wanted} ${reached ? 'reached' : '**missed**'}`
  const bar = '█'.repeat(Math.max(1, Math.round(Math.min(ratio, 2) * BAR_LENGTH)))
  return `| ${what} | ${figure(uniwire)} ${unit} | ${figure(raw)} ${unit} | ${ratio.toFixed(2)} | ${verdict} | ${bar} |`
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1)
}
