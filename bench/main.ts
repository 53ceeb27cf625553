/**
 * `pnpm bench` lists what can be measured; `pnpm bench NAME …` measures, `pnpm bench all` everything.
 * `--size N` makes a run shorter or longer, in the unit of each benchmark; `--judged FOLDER` names the judged
 * queries that `relevance` needs. Engines are those of the environment, or started for the run. What is measured
 * goes into `bench/results.json`, and all of it into `bench/report.md`, where the other results stay.
 */
import { parseArgs } from 'node:util'
import type { Benchmark, Figure } from './benchmark.ts'
import { isReached } from './benchmark.ts'
import { BENCHMARKS } from './benchmarks.ts'
import { report, shown } from './report.ts'
import type { Result } from './results.ts'
import { conditions, readResults, withResult, writeFormatted, writeResults } from './results.ts'
import { commandOf, run } from './run.ts'

const REPORT = new URL('report.md', import.meta.url)

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { size: { type: 'string' }, judged: { type: 'string' } },
})
const size = values.size === undefined ? undefined : Number(values.size)
if (size !== undefined && !(size > 0)) throw new RangeError(`--size ${values.size} is no size`)
const names = BENCHMARKS.map(({ name }) => name)
const unknown = positionals.filter((name) => name !== 'all' && !names.includes(name))
if (unknown.length > 0) {
  throw new RangeError(`no benchmark is called ${unknown.join(', ')}: all, ${names.join(', ')}`)
}
if (positionals.length === 0) await list()
for (const benchmark of BENCHMARKS) {
  if (positionals.includes('all') || positionals.includes(benchmark.name)) await measure(benchmark)
}

async function measure(benchmark: Benchmark): Promise<void> {
  process.stdout.write(`\n${benchmark.name}: ${benchmark.number}\n`)
  for (const each of benchmark.runs) {
    if (each.judged === true && values.judged === undefined) {
      process.stdout.write(`  ${each.title}: left out, for it needs --judged FOLDER\n`)
      continue
    }
    const around = conditions()
    try {
      const figures = await run(each, { size, judged: values.judged ?? '' })
      for (const figure of figures) process.stdout.write(`  → ${line(figure)}\n`)
      await keep({
        benchmark: benchmark.name,
        run: each.title,
        command: commandOf(each, size),
        ...(size === undefined ? {} : { size }),
        ...around(),
        figures,
      })
    } catch (error) {
      // The others are measured all the same.
      process.stderr.write(`  ${each.title}: ${error instanceof Error ? error.message : String(error)}\n`)
      process.exitCode = 1
    }
  }
}

/** After every run, for the next one may be broken off. */
async function keep(result: Result): Promise<void> {
  const before = await readResults()
  const results = withResult(before, result)
  if (results === before) {
    process.stdout.write('  shortened: the report keeps the figures of the full run\n')
    return
  }
  await writeResults(results)
  await writeFormatted(REPORT, report(BENCHMARKS, results), 'markdown')
  process.stdout.write('  bench/report.md\n')
}

async function list(): Promise<void> {
  const results = await readResults()
  for (const { name, number } of BENCHMARKS) {
    const own = results.filter(({ benchmark }) => benchmark === name)
    const figures = own.flatMap((each) => each.figures).map(isReached)
    const missed = figures.filter((reached) => reached === false).length
    const goals = figures.filter((reached) => reached !== undefined).length
    const last = own
      .map(({ date }) => date)
      .toSorted()
      .at(-1)
    const state =
      last === undefined ? 'not measured yet' : `${last}: ${goals - missed} of ${goals} goals reached`
    process.stdout.write(`${name.padEnd(14)}${number}\n${''.padEnd(14)}${state}\n`)
  }
  process.stdout.write('\npnpm bench NAME … [--size N] [--judged FOLDER], or pnpm bench all\n')
}

function line(figure: Figure): string {
  const { what, unit, uniwire, against, ratio } = figure
  const beside = against === undefined ? '' : ` against ${shown(against)} ${unit}`
  const compared = ratio === undefined ? '' : `, ratio ${ratio.toFixed(2)}`
  const reached = isReached(figure)
  const verdict = reached === undefined ? '' : reached ? ', reached' : ', missed'
  return `${what}: ${shown(uniwire)} ${unit}${beside}${compared}${verdict}`
}
