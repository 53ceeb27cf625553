import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Figure } from '../../bench/benchmark.ts'
import { isReached } from '../../bench/benchmark.ts'
import { BENCHMARKS } from '../../bench/benchmarks.ts'
import { progressLine } from '../../bench/progress.ts'
import { bar, report } from '../../bench/report.ts'
import type { Result } from '../../bench/results.ts'
import { withResult } from '../../bench/results.ts'
import { commandOf } from '../../bench/run.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FIGURE: Figure = {
  what: 'GET',
  unit: '/s',
  uniwire: 75,
  against: 100,
  ratio: 0.75,
  goal: { atLeast: 0.8 },
}
const RESULT: Result = {
  benchmark: 'feeds',
  run: 'SQLite',
  command: 'node feeds.ts',
  date: '2026-11-23',
  commit: 'abc1234',
  node: 'v26.10.0',
  cores: 2,
  load: [1.5, 2],
  figures: [FIGURE],
}

describe('the benchmarks', () => {
  it('have names of their own, and runs whose scripts are there', () => {
    const names = BENCHMARKS.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    const scripts = globSync('{packages,services}/*/bench/*.ts', { cwd: ROOT })
    for (const { runs } of BENCHMARKS) {
      expect(new Set(runs.map(({ title }) => title)).size).toBe(runs.length)
      for (const { script } of runs) expect(scripts).toContain(script)
    }
  })

  it('are all of those that are declared', () => {
    const declared = globSync('bench/*.ts', { cwd: ROOT }).filter((path) =>
      /: Benchmark = \{/.test(readFileSync(ROOT + path, 'utf8')),
    )
    expect(declared).toHaveLength(BENCHMARKS.length)
  })

  it('show the command of a run with the names of settings, never with an address or a folder', () => {
    const runs = BENCHMARKS.flatMap((each) => each.runs)
    const commands = runs.map((run) => commandOf(run, undefined))
    expect(commands).toContain('node services/intake/bench/intake.ts NATS_URL 32 5 6000')
    expect(commands).toContain('node packages/language/bench/relevance.ts FOLDER')
    expect(commands.filter((command) => command.includes('undefined'))).toEqual([])
  })
})

describe('a goal', () => {
  it('is of the ratio, and of the figure where there is none', () => {
    expect(isReached(FIGURE)).toBe(false)
    expect(isReached({ ...FIGURE, ratio: 0.8 })).toBe(true)
    expect(isReached({ what: 'p99', unit: 'ms', uniwire: 100, goal: { atMost: 100 } })).toBe(true)
    expect(isReached({ what: 'p99', unit: 'ms', uniwire: 101, goal: { atMost: 100 } })).toBe(false)
    expect(isReached({ what: 'p99', unit: 'ms', uniwire: 101 })).toBeUndefined()
  })
})

describe('the results', () => {
  const other: Result = { ...RESULT, benchmark: 'intake' }

  it('keep what another run measured, and replace what the same one did', () => {
    const newer = { ...RESULT, date: '2026-11-24' }
    expect(withResult([RESULT, other], newer)).toEqual([newer, other])
    expect(withResult([RESULT], other)).toEqual([RESULT, other])
  })

  it('put a shortened run in the place of a shortened one alone', () => {
    const shortened = { ...RESULT, size: 10 }
    const before = [RESULT]
    expect(withResult(before, shortened)).toBe(before)
    expect(withResult([shortened], { ...shortened, size: 20 })).toEqual([{ ...shortened, size: 20 }])
    expect(withResult([shortened], RESULT)).toEqual([RESULT])
  })
})

describe('the report', () => {
  it('tells of each figure, its conditions and its verdict, and of what was never measured', () => {
    const text = report(BENCHMARKS, [RESULT])
    expect(text).toContain('(2026-11-23, commit abc1234, Node v26.10.0, 2 cores, load 1.5 before, 2 after)')
    expect(text).toMatch(/\| GET \| 75\.0 \/s \| 100 \/s \| 0\.75 \| ≥ 0\.8 \| \*\*missed\*\* \| `█+/)
    for (const { name } of BENCHMARKS) expect(text).toContain(`## ${name}\n`)
    expect(text).toContain('**NATS**: not measured yet.')
  })

  it('draws the value up to the goal, past it, and not at all without either', () => {
    const cellsBeforeGoal = (ratio: number) =>
      bar({ uniwire: 0, ratio, goal: { atLeast: 1 } })
        .split('┃')
        .map((part) => part.split('█').length - 1)
    expect(cellsBeforeGoal(0.5)).toEqual([10, 0])
    expect(cellsBeforeGoal(2)).toEqual([11, 12])
    expect(bar({ uniwire: 3 })).toBe('')
  })
})

describe('progress', () => {
  it('is shown with its rate and the time left, now and then, and begins anew with other work', () => {
    const lines: string[] = []
    let nowMs = 0
    const show = progressLine(
      (line) => lines.push(line),
      () => nowMs,
    )
    const at = (ms: number, done: number, unit = 'articles') => {
      nowMs = ms
      show({ done, of: 1_000, unit })
    }
    at(0, 100)
    at(10_000, 200)
    at(11_000, 300)
    expect(lines).toEqual(['200 of 1,000 articles, 10/s, 80 s left'])
    at(20_000, 0, 'searches')
    at(30_000, 500, 'searches')
    expect(lines.at(-1)).toBe('500 of 1,000 searches, 50/s, 10 s left')
    at(40_000, 500, 'searches')
    at(50_000, 600, 'searches')
    expect(lines.slice(2)).toEqual(['600 of 1,000 searches, 10/s, 40 s left'])
  })
})
