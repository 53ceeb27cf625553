/**
 * What an article costs in processor time while a newswire grows: accepted (posted to intake, stored), indexed,
 * rendered (into the feeds' projection, and every feed asked for once per 1,000 articles), learnt (by views and the
 * registry of the reader); the five services of the standalone over SQLite in one process, each of these steps
 * after the other. Then what the process holds in memory (design §5: flat within 1.5 ×, 400 MB).
 *
 *   node services/standalone/bench/growth.ts [articles] [folder]
 *
 * At each size the cost is that of the tenth of it that follows, 1,000 articles at least. A folder is kept.
 */
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { newsArticle } from './news.ts'
import { openNewswire } from './newswire.ts'
import type { Newswire } from './newswire.ts'

const ARTICLES = Number(process.argv[2] ?? 100_000)
const FOLDER = process.argv[3]
/** Between two turns of accepting, indexing, rendering. */
const TURN = 1_000
/** Processor time is higher until all of it is compiled. */
const WARM_UP = 3_000
const STEPS = ['accepted', 'indexed', 'rendered', 'learnt'] as const
type Costs = Readonly<Record<(typeof STEPS)[number], number>>
setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')
const NOTHING: Costs = { accepted: 0, indexed: 0, rendered: 0, learnt: 0 }

await inFolder(undefined, async (newswire) => {
  for (let n = 0; n < WARM_UP; n += TURN) await turn(newswire, n)
})
process.stdout.write('processor time of an article, ms; mean since the line before\n')
const marks: { readonly size: number; readonly costs: Costs; readonly residentMb: number }[] = []
await inFolder(FOLDER, grow)
report()

async function grow(newswire: Newswire, folder: string): Promise<void> {
  const sizes = decades()
  const end = Math.max(...sizes.map((size) => size + windowOf(size)))
  const began = performance.now()
  let shown = { at: 0, costs: NOTHING }
  let total = NOTHING
  const before = new Map<number, Costs>()
  for (let n = 0; n < end; n += TURN) {
    if (sizes.includes(n)) before.set(n, total)
    total = plus(total, await turn(newswire, n))
    const size = n + TURN
    process.send?.({ done: size, of: end, unit: 'articles' })
    const whole = sizes.find((each) => each + windowOf(each) === size)
    if (whole !== undefined) {
      const costs = per(windowOf(whole), minus(total, before.get(whole) ?? NOTHING))
      // Or it would be what the collector had no reason to give back yet.
      collectGarbage()
      marks.push({ size: whole, costs, residentMb: process.memoryUsage.rss() / 1e6 })
    }
    if (size % Math.max(TURN, lineEvery(size)) !== 0 && size < end) continue
    const costs = per(size - shown.at, minus(total, shown.costs))
    shown = { at: size, costs: total }
    const perMs = size / (performance.now() - began)
    const left = Math.ceil((end - size) / perMs / 1_000)
    const state = `load ${loadavg()[0]?.toFixed(1)}`
    process.stdout.write(
      `${String(size).padStart(9)}: ${shownCosts(costs)}; ${state}; ${(perMs * 1_000).toFixed(0)}/s, ${left} s left\n`,
    )
  }
  for (const name of ['log.db', 'search.db', 'feeds.db']) {
    process.stdout.write(`${name}: ${megabytes((await stat(join(folder, name))).size)}\n`)
  }
}

async function turn(newswire: Newswire, first: number): Promise<Costs> {
  // Made beforehand, for to make them is no cost of anybody's.
  const articles = Array.from({ length: TURN }, (_, n) => newsArticle(first + n))
  return {
    accepted: await cpuMs(() => newswire.accept(first, articles)),
    indexed: await cpuMs(() => newswire.index()),
    rendered: await cpuMs(() => newswire.render()),
    learnt: await cpuMs(() => newswire.learn()),
  }
}

/** Of all threads of this process. */
async function cpuMs(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

function report(): void {
  const [first] = marks
  if (first === undefined) return
  for (const { size, costs, residentMb } of marks) {
    const ratios = STEPS.map((step) => `${step} ${(costs[step] / first.costs[step]).toFixed(2)}`).join(', ')
    process.stdout.write(
      `${size} articles, ${residentMb.toFixed(0)} MB resident: ${shownCosts(costs)}; against ${first.size}: ${ratios}\n`,
    )
    for (const step of STEPS) {
      const compared = { against: first.costs[step], ratio: costs[step] / first.costs[step] }
      process.send?.({
        what: `${step}, with ${size} articles`,
        unit: 'ms',
        uniwire: costs[step],
        ...(size !== first.size && { ...compared, goal: { atMost: 1.5 } }),
      })
    }
    process.send?.({
      what: `resident, with ${size} articles`,
      unit: 'MB',
      uniwire: residentMb,
      ...(size === 100_000 && { goal: { atMost: 400 } }),
    })
  }
}

async function inFolder(
  named: string | undefined,
  work: (newswire: Newswire, folder: string) => Promise<void>,
): Promise<void> {
  const folder = named ?? (await mkdtemp(join(tmpdir(), 'uniwire-bench-')))
  try {
    await mkdir(folder, { recursive: true })
    await using newswire = await openNewswire(folder)
    await work(newswire, folder)
  } finally {
    if (named === undefined) await rm(folder, { recursive: true })
  }
}

/** 1,000, 10,000 … up to what was asked for. */
function decades(): readonly number[] {
  const sizes = [1_000]
  for (let size = 10_000; size <= ARTICLES; size *= 10) sizes.push(size)
  return sizes
}

function windowOf(size: number): number {
  return Math.max(TURN, size / 10)
}

/** A tenth of the decade that it is in. */
function lineEvery(size: number): number {
  return 10 ** Math.floor(Math.log10(size))
}

function plus(a: Costs, b: Costs): Costs {
  return map((step) => a[step] + b[step])
}

function minus(a: Costs, b: Costs): Costs {
  return map((step) => a[step] - b[step])
}

function per(articles: number, costs: Costs): Costs {
  return map((step) => costs[step] / articles)
}

function map(of: (step: (typeof STEPS)[number]) => number): Costs {
  return { accepted: of('accepted'), indexed: of('indexed'), rendered: of('rendered'), learnt: of('learnt') }
}

function shownCosts(costs: Costs): string {
  return STEPS.map((step) => `${step} ${costs[step].toFixed(3)}`).join(', ')
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`
}
