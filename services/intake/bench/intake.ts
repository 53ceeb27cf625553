/**
 * Accepted durable articles/s of intake over a SQLite file or a NATS server, against a bare Hono route that parses
 * the JSON, runs sanitize-html and appends to a log of the same engine; behind the same server, in turns, in one run
 * (design §5: at least 0.8). What it makes in NATS is deleted.
 *
 *   node services/intake/bench/intake.ts [nats://host:port] [connections] [rounds] [articles]
 */
import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { STREAMS } from '@uniwire/events'
import { createLogger, createMetrics, createOrigin, listen } from '@uniwire/service-kit'
import { createIntake } from '../src/index.ts'
import { bareRoute } from './bare-route.ts'
import { benchLogs } from './bench-logs.ts'
import { sampleArticle } from './sample-article.ts'

const numbers = process.argv.slice(2)
const address = numbers[0]?.includes('://') === true ? numbers.shift() : undefined
const CONNECTIONS = Number(numbers[0] ?? 32)
const ROUNDS = Number(numbers[1] ?? 5)
const ARTICLES = Number(numbers[2] ?? 6_000)
/** Slower than what follows until all of it is compiled, on a busy machine for long. */
const WARM_UP_ARTICLES = 10_000
const OPERATOR_KEY = randomBytes(24).toString('hex')

const folder = await mkdtemp(join(tmpdir(), 'uniwire-bench-'))
await using cleanup = new AsyncDisposableStack()
cleanup.defer(() => rm(folder, { recursive: true, force: true }))

const openLogs = async (name: string) => cleanup.use(await benchLogs({ address, folder, name }))
const logs = await openLogs('intake')
const bareLog = await (await openLogs('bare')).open(STREAMS.log)
const metrics = createMetrics()
const logger = createLogger({ service: 'intake', level: 'error', readable: false })
const around = {
  logger,
  metrics: metrics.requests,
  newRequestId: () => randomUUID(),
  monotonicMs: () => performance.now(),
}
const intake = cleanup.use(
  await createIntake({
    logs,
    config: { publicUrl: 'http://127.0.0.1', operatorKey: OPERATOR_KEY },
    tools: { logger, metrics, now: () => new Date().toISOString(), newId: () => randomUUID() },
    randomBytes,
    monotonicMs: around.monotonicMs,
    // What one key may write is not measured here.
    writeRate: { perSecond: 1_000_000, burst: 1_000_000 },
    fetchService: async () => new Response(null, { status: 503 }),
  }),
)
const origin = createOrigin({ apps: [intake.app], ...around })
const key = await universityKey()
const where = { host: '127.0.0.1', port: 0 }
const ours = cleanup.use(await listen(origin, where))
const bare = cleanup.use(
  await listen(createOrigin({ apps: [], ...around }).route('/', bareRoute(bareLog)), where),
)

const article = JSON.stringify(sampleArticle(41))
process.stdout.write(
  `${address ?? 'SQLite'}, ${CONNECTIONS} connections, articles of ${Buffer.byteLength(article)} bytes, ${ROUNDS} rounds of ${ARTICLES}\n`,
)
const rounds: { readonly bare: Round; readonly own: Round }[] = []
for (let round = 0; round <= ROUNDS; round += 1) {
  const articles = round === 0 ? Math.min(WARM_UP_ARTICLES, 5 * ARTICLES) : ARTICLES
  const [bareRound, own] = [await measure(bare.port, articles), await measure(ours.port, articles)]
  if (round > 0) rounds.push({ bare: bareRound, own })
  process.send?.({ done: round, of: ROUNDS, unit: 'rounds' })
  const what = round === 0 ? 'warm-up' : `round ${round}`
  process.stdout.write(`${what}: intake ${shown(own)}, bare ${shown(bareRound)}\n`)
}
const rates = rounds.map(({ bare: { rate }, own }) => own.rate / rate)
const costs = rounds.map(({ bare: { cpuMs }, own }) => cpuMs / own.cpuMs)
process.stdout.write(
  `median ratio of rates ${median(rates).toFixed(2)}, of processor time ${median(costs).toFixed(2)} (at least 0.8; ` +
    `on a machine that has other work the second is the truer)\n`,
)
process.send?.({
  what: 'accepted articles',
  unit: '/s',
  uniwire: median(rounds.map(({ own }) => own.rate)),
  against: median(rounds.map((each) => each.bare.rate)),
  ratio: median(rates),
  goal: { atLeast: 0.8 },
})
process.send?.({
  what: 'processor time of the server for an article, the ratio inverted',
  unit: 'ms',
  uniwire: median(rounds.map(({ own }) => own.cpuMs)),
  against: median(rounds.map((each) => each.bare.cpuMs)),
  ratio: median(costs),
  goal: { atLeast: 0.8 },
})

interface Round {
  /** Accepted articles a second. */
  readonly rate: number
  /** Processor time of this process for one of them. */
  readonly cpuMs: number
}

async function measure(port: number, articles: number): Promise<Round> {
  const load = new URL('./load.ts', import.meta.url).pathname
  const arguments_ = [load, port, CONNECTIONS, articles, key].map(String)
  const before = process.cpuUsage()
  const child = spawn(process.execPath, arguments_, { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(article)
  const rate = Number(await text(child.stdout))
  const { user, system } = process.cpuUsage(before)
  return { rate, cpuMs: (user + system) / 1_000 / articles }
}

function shown({ rate, cpuMs }: Round): string {
  return `${rate.toFixed(0)}/s at ${cpuMs.toFixed(2)} ms`
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

async function universityKey(): Promise<string> {
  const call = async (method: string, path: string, body: object) => {
    const headers = { Authorization: `Bearer ${OPERATOR_KEY}`, 'Content-Type': 'application/json' }
    const response = await origin.request(path, { method, headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(await response.text())
    return (await response.json()) as { key: string }
  }
  const names = { kk: 'Нұра', ru: 'Нура', en: 'Nura' }
  const profile = {
    names,
    homepage: 'https://nura.example/',
    timeZone: 'Asia/Almaty',
    languages: ['kk', 'ru'],
  }
  await call('PUT', '/v1/universities/nura', profile)
  return (await call('POST', '/v1/universities/nura/keys', {})).key
}
