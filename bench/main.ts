/**
 * `pnpm bench [name …]`: the numbers of design §5 that concern the engines, measured on real ones; all of them,
 * or those named. Writes `bench/report/report.md` and says there what was reached.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { appends } from './appends.ts'
import { report } from './report.ts'
import type { Measured } from './report.ts'
import { run } from './run.ts'
import { searchIndex } from './search-index.ts'
import { views } from './views.ts'

const BENCHMARKS = { appends, views, 'search-index': searchIndex } as const
const FOLDER = fileURLToPath(new URL('report/', import.meta.url))

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in BENCHMARKS))
if (unknown.length > 0) {
  throw new Error(`no benchmark is called ${unknown.join(', ')}: ${Object.keys(BENCHMARKS).join(', ')}`)
}
const measured: Measured[] = []
for (const [name, benchmark] of Object.entries(BENCHMARKS)) {
  if (wanted.length === 0 || wanted.includes(name)) {
    measured.push({ benchmark, results: await run(benchmark) })
  }
}
const machine = `Node ${process.version}, ${availableParallelism()} cores, ${new Date().toISOString().slice(0, 10)}`
await mkdir(FOLDER, { recursive: true })
await writeFile(`${FOLDER}report.md`, report(measured, machine))
process.stdout.write('\nbench/report/report.md\n')
