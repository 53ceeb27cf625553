/**
 * How long the standalone takes from the command to a `/readyz` that says ready, and what memory it holds, on a
 * data folder that has all its projections: without what it remembers between two starts, and with it; then after
 * it answered feeds, searches and pages (design §5: 2 s and 400 MB with 100,000 articles).
 *
 *   node services/standalone/bench/start.ts [articles, or a data folder that has them] [starts]
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { newsArticle, UNIVERSITIES } from './news.ts'
import { postNews } from './post-news.ts'
import { answerOf, startProcess } from './standalone-process.ts'
import type { RunningProcess } from './standalone-process.ts'

const REMEMBERED = ['compile-cache', 'intake-store.db', 'views-store.db']
const SEARCHES = 500
const [given = '100000', starts = '3'] = process.argv.slice(2)
const articles = Number(given)
const isFolder = Number.isNaN(articles)

const folder = isFolder ? given : await mkdtemp(join(tmpdir(), 'uniwire-start-'))
try {
  if (!isFolder) await fill()
  const [without, remembering]: [number[], number[]] = [[], []]
  for (let n = 0; n < Number(starts); n += 1) {
    for (const name of REMEMBERED) await rm(join(folder, name), { recursive: true, force: true })
    without.push(await readyMs())
    remembering.push(await readyMs())
    print(
      `start ${n + 1}: without ${without.at(-1)?.toFixed(0)} ms, with ${remembering.at(-1)?.toFixed(0)} ms`,
    )
  }
  const inSeconds = (times: readonly number[]) => median(times) / 1_000
  const unit = 's'
  process.send?.({
    what: 'ready, remembering its last run',
    unit,
    uniwire: inSeconds(remembering),
    goal: { atMost: 2 },
  })
  process.send?.({ what: 'ready, remembering nothing', unit, uniwire: inSeconds(without) })
  await measureMemory()
} finally {
  if (!isFolder) await rm(folder, { recursive: true, force: true })
}

async function fill(): Promise<void> {
  await using standalone = await startProcess('standalone', folder)
  await postNews(standalone, articles)
  const { most } = await standalone.memoryMb()
  print(`${articles} articles imported and indexed: ${most.toFixed(0)} MB resident at most`)
  process.send?.({ what: 'resident at most while all are imported and indexed', unit: 'MB', uniwire: most })
}

async function readyMs(): Promise<number> {
  await using standalone = await startProcess('standalone', folder)
  return standalone.readyMs
}

async function measureMemory(): Promise<void> {
  await using standalone = await startProcess('standalone', folder)
  const atRest = (await standalone.memoryMb()).now
  await read(standalone)
  const { now, most } = await standalone.memoryMb()
  const load = loadavg()[0]?.toFixed(1)
  print(
    `resident: ${atRest.toFixed(0)} MB when ready, ${now.toFixed(0)} MB after ${SEARCHES} searches and ` +
      `${3 * (UNIVERSITIES.length + 1)} feeds, ${most.toFixed(0)} MB at most; load ${load}`,
  )
  process.send?.({ what: 'resident when ready', unit: 'MB', uniwire: atRest, goal: { atMost: 400 } })
  process.send?.({
    what: 'resident at most, after searches and feeds',
    unit: 'MB',
    uniwire: most,
    goal: { atMost: 400 },
  })
}

async function read({ url }: RunningProcess): Promise<void> {
  for (const name of ['all', ...UNIVERSITIES]) {
    for (const format of ['rss', 'atom', 'json']) await answerOf(url, `/feeds/${name}.${format}`, 0)
  }
  for (let n = 0; n < SEARCHES; n += 1) {
    const words = newsArticle(n).title.split(' ').slice(0, 2).join(' ')
    await answerOf(url, `/v1/search?q=${encodeURIComponent(words)}&facets=true`, 0)
    process.send?.({ done: n, of: SEARCHES, unit: 'searches' })
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
