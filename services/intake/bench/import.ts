/**
 * Imports over a SQLite file with `synchronous=FULL`, behind a server of another process than the sender:
 * articles/s of one import against PUT one by one, and the latency of PUT with and without an import beside it, in
 * turns, in one run (design §5: at least 5 ×).
 *
 *   node services/intake/bench/import.ts [articles] [rounds]
 *   node services/intake/bench/import.ts large [articles]     memory of the server while one large import runs
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sampleArticle } from './sample-article.ts'

const isLarge = process.argv[2] === 'large'
const ARTICLES = Number(process.argv[isLarge ? 3 : 2] ?? (isLarge ? 100_000 : 20_000))
const ROUNDS = Number(process.argv[3] ?? 3)
const ONE_BY_ONE_MS = 8_000
const QUIET_MS = 8_000
/** Between two live posts. */
const PAUSE_MS = 20

await using cleanup = new AsyncDisposableStack()
const folder = await mkdtemp(join(tmpdir(), 'uniwire-bench-'))
cleanup.defer(() => rm(folder, { recursive: true, force: true }))
const server = fork(new URL('./import-server.ts', import.meta.url), [join(folder, 'log.db')])
cleanup.defer(() => void server.kill())
const [{ port, key }] = (await once(server, 'message')) as [{ port: number; key: string }]
const base = `http://127.0.0.1:${port}/v1/universities/nura`
let run = 0

if (isLarge) await large()
else await compare()

async function compare(): Promise<void> {
  process.stdout.write(`articles of ${JSON.stringify(sampleArticle(0)).length} characters\n`)
  const rounds: { readonly oneByOne: number; readonly alone: number }[] = []
  const p95s: { readonly quiet: number; readonly busy: number }[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const what = round === 0 ? 'warm-up' : `round ${round}`
    const oneByOne = await rateOfPuts()
    const alone = await importing(ARTICLES)
    process.stdout.write(
      `${what}: one by one ${oneByOne.toFixed(0)}/s, import ${alone.toFixed(0)}/s, ratio ${(alone / oneByOne).toFixed(1)}\n`,
    )
    const quiet = await latencies(new Promise((resolve) => setTimeout(resolve, QUIET_MS)))
    const began = performance.now()
    const busy = await latencies(importing(ARTICLES))
    const beside = (ARTICLES * 1_000) / (performance.now() - began)
    process.stdout.write(
      `${what}: PUT alone ${shown(quiet)}; beside an import of ${beside.toFixed(0)}/s ${shown(busy)}\n`,
    )
    process.send?.({ done: round, of: ROUNDS, unit: 'rounds' })
    if (round === 0) continue
    rounds.push({ oneByOne, alone })
    p95s.push({ quiet: percentile(quiet, 0.95), busy: percentile(busy, 0.95) })
  }
  process.send?.({
    what: 'one import, against PUT one by one',
    unit: 'articles/s',
    uniwire: median(rounds.map(({ alone }) => alone)),
    against: median(rounds.map(({ oneByOne }) => oneByOne)),
    ratio: median(rounds.map(({ alone, oneByOne }) => alone / oneByOne)),
    goal: { atLeast: 5 },
  })
  process.send?.({
    what: 'p95 of a PUT beside an import, against alone',
    unit: 'ms',
    uniwire: median(p95s.map(({ busy }) => busy)),
    against: median(p95s.map(({ quiet }) => quiet)),
    ratio: median(p95s.map(({ busy, quiet }) => busy / quiet)),
  })
}

async function large(): Promise<void> {
  const samples: number[] = []
  const sample = setInterval(() => server.send('memory'), 500)
  server.on('message', (bytes) => samples.push(Number(bytes) / 1e6))
  for (const what of ['new', 'again']) {
    samples.length = 0
    const rate = await importing(ARTICLES, 'large')
    const [first = 0] = samples
    process.stdout.write(
      `${what}: ${ARTICLES} lines at ${rate.toFixed(0)}/s; resident ${first.toFixed(0)} MB at the beginning, ${Math.max(...samples).toFixed(0)} MB at most, ${samples.at(-1)?.toFixed(0)} MB at the end\n`,
    )
    process.send?.({
      what: `resident at most, ${ARTICLES} lines, ${what}`,
      unit: 'MB',
      uniwire: Math.max(...samples),
    })
  }
  clearInterval(sample)
}

async function rateOfPuts(): Promise<number> {
  const began = performance.now()
  let count = 0
  run += 1
  for (; performance.now() - began < ONE_BY_ONE_MS; count += 1) await put(`one-${run}-${count}`)
  return (count * 1_000) / (performance.now() - began)
}

async function put(sourceId: string): Promise<void> {
  const response = await fetch(`${base}/articles/${sourceId}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(sampleArticle(run)),
  })
  if (response.status !== 201) throw new Error(await response.text())
  await response.arrayBuffer()
}

/** Articles/s; made while they are sent, so that the sender holds none. */
async function importing(articles: number, name = `import-${(run += 1)}`): Promise<number> {
  const lines = async function* () {
    for (let n = 0; n < articles; n += 50) {
      if (isLarge) process.send?.({ done: n, of: articles, unit: 'lines' })
      const some = Array.from({ length: Math.min(50, articles - n) }, (_, k) => ({
        ...sampleArticle(n + k),
        sourceId: `${name}-${n + k}`,
      }))
      yield Buffer.from(some.map((each) => `${JSON.stringify(each)}\n`).join(''))
    }
  }
  const began = performance.now()
  const response = await fetch(`${base}/imports?report=problems`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/x-ndjson' },
    body: ReadableStream.from(lines()),
    duplex: 'half',
  })
  const text = await response.text()
  if (!text.includes('"complete":true') || !text.includes('"failed":0')) throw new Error(text.slice(-500))
  return (articles * 1_000) / (performance.now() - began)
}

/** Of one live post after the other, until something ends. */
async function latencies(until: Promise<unknown>): Promise<readonly number[]> {
  const measured: number[] = []
  let ended = false
  const ending = until.finally(() => (ended = true))
  run += 1
  while (!ended) {
    const began = performance.now()
    await put(`live-${run}-${measured.length}`)
    measured.push(performance.now() - began)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  await ending
  return measured.toSorted((a, b) => a - b)
}

function shown(sorted: readonly number[]): string {
  const at = (share: number) => percentile(sorted, share).toFixed(1)
  return `p50 ${at(0.5)} p95 ${at(0.95)} p99 ${at(0.99)} ms (${sorted.length})`
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? 0
}

function median(values: readonly number[]): number {
  return percentile(
    values.toSorted((a, b) => a - b),
    0.5,
  )
}
