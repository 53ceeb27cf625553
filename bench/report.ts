import type { Benchmark, Figure } from './benchmark.ts'
import { isReached } from './benchmark.ts'
import type { Result } from './results.ts'

/** All results by name, in Markdown: a table for each run, and a bar for each figure that has a goal or a ratio. */
export function report(benchmarks: readonly Benchmark[], results: readonly Result[]): string {
  return [
    '# Benchmarks\n',
    'Written by `pnpm bench`. What is compared was measured turn by turn in one run. A bar is the ratio, or the ' +
      'figure where there is none; `┃` is the goal. The load is that of the whole machine, with all that it did ' +
      'besides; a figure without a ratio is one of that machine under that load.',
    ...benchmarks.map((benchmark) => section(benchmark, results)),
    '',
  ].join('\n')
}

function section({ name, number, runs }: Benchmark, results: readonly Result[]): string {
  const parts = runs.map(({ title }) => {
    const result = results.find(({ benchmark, run }) => benchmark === name && run === title)
    return result === undefined ? `\n**${title}**: not measured yet.` : table(result)
  })
  return `\n## ${name}\n\n${number}\n${parts.join('\n')}`
}

function table({ run, command, size, date, commit, node, cores, load, figures }: Result): string {
  const shortened = size === undefined ? '' : ', shortened'
  return `
**${run}**${shortened}: \`${command}\`
(${date}, commit ${commit}, Node ${node}, ${cores} cores, load ${load.join(' before, ')} after)

| what | Uniwire | against | ratio | goal | | |
| --- | --- | --- | --- | --- | --- | --- |
${figures.map(row).join('\n')}`
}

function row(figure: Figure): string {
  const { what, unit, uniwire, against, ratio, goal } = figure
  const reached = isReached(figure)
  const wanted = goal === undefined ? '' : 'atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`
  const verdict = reached === undefined ? '' : reached ? 'reached' : '**missed**'
  const cells = [
    what,
    `${shown(uniwire)} ${unit}`,
    against === undefined ? '' : `${shown(against)} ${unit}`,
    ratio?.toFixed(2) ?? '',
    wanted,
    verdict,
    bar(figure),
  ]
  return `| ${cells.join(' | ')} |`
}

const BAR_LENGTH = 24

/** As long as the value, on a scale that has room for the value, for the goal, and for 1 where there is a ratio. */
export function bar({ uniwire, ratio, goal }: Pick<Figure, 'uniwire' | 'ratio' | 'goal'>): string {
  if (ratio === undefined && goal === undefined) return ''
  const value = ratio ?? uniwire
  const aim = goal === undefined ? undefined : 'atLeast' in goal ? goal.atLeast : goal.atMost
  // Beyond four times the goal all are long.
  const end = Math.max(Math.min(value, 4 * (aim ?? value)), 1.25 * (aim ?? 0), ratio === undefined ? 0 : 1)
  const cellOf = (of: number) => Math.min(BAR_LENGTH, Math.round((of / end) * BAR_LENGTH))
  const mark = aim === undefined ? -1 : Math.max(0, cellOf(aim) - 1)
  const cell = (n: number) => (n === mark ? '┃' : n < cellOf(value) ? '█' : '░')
  return `\`${Array.from({ length: BAR_LENGTH }, (_, n) => cell(n)).join('')}\``
}

/** Three digits, of whatever size. */
export function shown(value: number): string {
  if (value === 0) return '0'
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en')
  return value.toPrecision(3)
}
