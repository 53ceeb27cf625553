/**
 * What an article costs in processor time while a newswire grows: accepted (posted to intake, stored), indexed,
 * rendered (into the feeds' projection, and every feed asked for once per 1,000 articles), learnt (by views and the
 * registry of the reader); the five services of the standalone over SQLite in one process, each of these steps
 * after the other (design §5: flat within 1.5 ×). Then what the process holds in memory, which had small newswires
 * before; `start.ts` says what the standalone holds.
 *
 *   node services/standalone/bench/growth.ts [articles] [folder]
 *
 * At each size the cost is that of the tenth of it that follows, 4,000 articles at least, against small newswires
 * with 1,000 articles, each new, which take turns with it. A folder is kept.
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
const WARM_UP = 2
/** After so many turns of a window comes one of a small newswire. */
const TURNS_A_SMALL = 2
const STEPS = ['accepted', 'indexed', 'rendered', 'learnt'] as const
type Costs = Readonly<Record<(typeof STEPS)[number], number>>
setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')
const NOTHING: Costs = { accepted: 0, indexed: 0, rendered: 0, learnt: 0 }

for (let n = 0; n < WARM_UP; n += 1) await smallTurn()
print('processor time of an article, ms; mean since the line before')
const marks: Mark[] = []
await inFolder(FOLDER, grow)
report()

interface Mark {
  readonly size: number
  readonly costs: Costs
  /** Of small newswires meanwhile. */
  readonly small: Costs
  readonly residentMb: number
}

async function grow(newswire: Newswire, folder: string): Promise<void> {
  const sizes = decades()
  const end = Math.max(...sizes.map((size) => size + windowOf(size)))
  const began = performance.now()
  for (let n = 0, since = 0, costs = NOTHING; n < end;) {
    if (sizes.includes(n)) {
      marks.push(await mark(newswire, n))
      n += windowOf(n)
      since = n
      costs = NOTHING
      continue
    }
    costs = plus(costs, await turn(newswire, n))
    n += TURN
    process.send?.({ done: n, of: end, unit: 'articles' })
    if (n % lineEvery(n) !== 0) continue
    const perMs = n / (performance.now() - began)
    const state = `load ${loadavg()[0]?.toFixed(1)}; ${(perMs * 1_000).toFixed(0)}/s, ${Math.ceil((end - n) / perMs / 1_000)} s left`
    print(`${String(n).padStart(9)}: ${shownCosts(per(n - since, costs))}; ${state}`)
    since = n
    costs = NOTHING
  }
  for (const name of ['log.db', 'search.db', 'feeds.db']) {
    print(`${name}: ${((await stat(join(folder, name))).size / 1e6).toFixed(0)} MB`)
  }
}

async function mark(newswire: Newswire, size: number): Promise<Mark> {
  // Or it would be what the collector had no reason to give back yet.
  collectGarbage()
  const residentMb = process.memoryUsage.rss() / 1e6
  const turns = windowOf(size) / TURN
  let [costs, small, smalls] = [NOTHING, NOTHING, 0]
  for (let n = 0; n < turns; n += 1) {
    costs = plus(costs, await turn(newswire, size + n * TURN))
    if (n % TURNS_A_SMALL !== 0) continue
    small = plus(small, await smallTurn())
    smalls += 1
  }
  const marked = { size, costs: per(turns * TURN, costs), small: per(smalls * TURN, small), residentMb }
  print(`${String(size).padStart(9)}: ${shownCosts(marked.costs)}; with 1000: ${shownCosts(marked.small)}`)
  return marked
}

/** Of a new newswire that has a thousand articles. */
async function smallTurn(): Promise<Costs> {
  let costs = NOTHING
  await inFolder(undefined, async (newswire) => {
    await turn(newswire, 0)
    costs = await turn(newswire, TURN)
  })
  return costs
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
  for (const { size, costs, small, residentMb } of marks) {
    const ratios = STEPS.map((step) => `${step} ${(costs[step] / small[step]).toFixed(2)}`).join(', ')
    print(`${size} articles against 1000: ${ratios}; ${residentMb.toFixed(0)} MB resident`)
    for (const step of STEPS) {
      process.send?.({
        what: `${step}, with ${size} articles against 1000`,
        unit: 'ms',
        uniwire: costs[step],
        against: small[step],
        ratio: costs[step] / small[step],
        goal: { atMost: 1.5 },
      })
    }
    process.send?.({
      what: `resident, with ${size} articles and a small newswire before`,
      unit: 'MB',
      uniwire: residentMb,
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

/** 10,000, 100,000 … up to what was asked for, which is the last. */
function decades(): readonly number[] {
  const sizes = []
  for (let size = 10_000; size < ARTICLES; size *= 10) sizes.push(size)
  return [...sizes, Math.ceil(ARTICLES / TURN) * TURN]
}

function windowOf(size: number): number {
  return Math.max(4 * TURN, Math.ceil(size / 10 / TURN) * TURN)
}

/** A tenth of the decade that it is in. */
function lineEvery(size: number): number {
  return 10 ** Math.floor(Math.log10(size))
}

function plus(a: Costs, b: Costs): Costs {
  return map((step) => a[step] + b[step])
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

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
