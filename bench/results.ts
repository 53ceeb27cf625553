import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { format, resolveConfig } from 'prettier'
import type { Figure } from './benchmark.ts'

/** What one run measured, and under what conditions; kept until the run is measured anew. */
export interface Result {
  readonly benchmark: string
  readonly run: string
  readonly command: string
  /** Given on the command line; absent where the run had its full length. */
  readonly size?: number
  readonly date: string
  readonly commit: string
  readonly node: string
  readonly cores: number
  /** Processes that wanted to run in the minute before the beginning, and before the end. */
  readonly load: readonly [number, number]
  readonly figures: readonly Figure[]
}

const FILE = new URL('results.json', import.meta.url)

export async function readResults(): Promise<readonly Result[]> {
  try {
    // Written by nobody but `writeResults`.
    return JSON.parse(await readFile(FILE, 'utf8')) as readonly Result[]
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

export async function writeResults(results: readonly Result[]): Promise<void> {
  await writeFormatted(FILE, JSON.stringify(results), 'json')
}

/** As `pnpm format` would leave it, for both files are kept in the repository. */
export async function writeFormatted(file: URL, text: string, parser: 'json' | 'markdown'): Promise<void> {
  const style = await resolveConfig(file)
  await writeFile(file, await format(text, { ...style, parser }))
}

/** A new result takes the place of the old one of its run; a shortened one never that of a full one. */
export function withResult(results: readonly Result[], result: Result): readonly Result[] {
  const isOfTheRun = ({ benchmark, run }: Result) => benchmark === result.benchmark && run === result.run
  const old = results.find(isOfTheRun)
  if (old === undefined) return [...results, result]
  if (result.size !== undefined && old.size === undefined) return results
  return results.map((each) => (each === old ? result : each))
}

/** Told before anything is started, for the load. */
export function conditions(): () => Pick<Result, 'date' | 'commit' | 'node' | 'cores' | 'load'> {
  const before = load()
  return () => ({
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    node: process.version,
    cores: availableParallelism(),
    load: [before, load()],
  })
}

function load(): number {
  return Math.round((loadavg()[0] ?? 0) * 10) / 10
}

/** Of the sources; what the benchmarks themselves wrote is no change. */
function commit(): string {
  const git = (...parameters: readonly string[]) =>
    execFileSync('git', parameters, { cwd: new URL('..', import.meta.url), encoding: 'utf8' }).trim()
  try {
    const changes = git('status', '--porcelain', '--', '.', ':!bench/results.json', ':!bench/report.md')
    return git('rev-parse', '--short', 'HEAD') + (changes === '' ? '' : ' and changes')
  } catch {
    return 'unknown'
  }
}
