/**
 * Beacons/s over HTTP, counted durably in SQLite or Redis, against a bare Hono route that answers 204, both behind
 * the same server and the same load, in turns, in one run (design §5: at least 0.4).
 *
 *   node services/views/bench/beacons.ts [connections] [rounds] [redis://…, which is not emptied]
 *
 * The load comes from a second process; every beacon is another reader's view of one of a thousand articles.
 */
import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRedisViewCounter } from '@uniwire/adapter-redis'
import { openEventLogs, openViewCounter } from '@uniwire/adapter-sqlite'
import { STREAMS, articleSubject, toRecord } from '@uniwire/events'
import type { ServiceEnv } from '@uniwire/service-kit'
import { createLogger, createMetrics, createOrigin, listen } from '@uniwire/service-kit'
import { Hono } from 'hono'
import { article } from '../src/harness/articles.ts'
import { createViews } from '../src/index.ts'

const CONNECTIONS = Number(process.argv[2] ?? 32)
const ROUNDS = Number(process.argv[3] ?? 5)
const REDIS_URL = process.argv[4]
const SECONDS_PER_ROUND = 4
const ARTICLES = 1_000

const folder = await mkdtemp(join(tmpdir(), 'uniwire-bench-'))
await using cleanup = new AsyncDisposableStack()
cleanup.defer(() => rm(folder, { recursive: true, force: true }))

const now = () => new Date().toISOString()
const logs = cleanup.use(
  await openEventLogs({ file: join(folder, 'log.db'), now: () => Date.now(), newId: () => randomUUID() }),
)
const counter = cleanup.use(
  REDIS_URL === undefined
    ? await openViewCounter({ file: join(folder, 'views.db'), now: () => Date.now() })
    : await openRedisViewCounter({
        url: REDIS_URL,
        keyPrefix: `bench:${randomUUID()}:`,
        now: () => Date.now(),
      }),
)
const articles = Array.from({ length: ARTICLES }, (_, n) => article({ sourceId: String(n) }))
const log = await logs.open(STREAMS.log)
await Promise.all(
  articles.map((payload) => {
    const subject = articleSubject(payload.university, payload.id)
    const stamp = { id: randomUUID(), time: now(), source: '/intake' }
    return log.append(toRecord({ type: 'article.published', subject, expected: 0, payload, ...stamp }))
  }),
)
const metrics = createMetrics()
const logger = createLogger({ service: 'views', level: 'error', readable: false })
const views = cleanup.use(
  await createViews({
    logs,
    counter,
    config: { publicUrl: 'http://127.0.0.1', trustedProxies: 1 },
    tools: { logger, metrics, now, newId: () => randomUUID() },
    randomBytes,
    monotonicMs: () => performance.now(),
  }),
)
const bare = new Hono<ServiceEnv>()
bare.post('/v1/views', (context) => context.body(null, 204))

const where = { host: '127.0.0.1', port: 0 }
const origin = createOrigin({
  apps: [views.app],
  direct: views.direct,
  logger,
  metrics: metrics.requests,
  newRequestId: () => randomUUID(),
  monotonicMs: () => performance.now(),
})
const counting = cleanup.use(await listen(origin, where))
const answering = cleanup.use(await listen(bare, where))
while (!(await Promise.all(views.checks.map((each) => each.check()))).every((each) => each.ready));

const rates = { counting: [] as number[], answering: [] as number[] }
const costs = { counting: [] as number[], answering: [] as number[] }
for (let round = 0; round <= ROUNDS; round += 1) {
  const bareRate = await load(answering.port)
  const countRate = await load(counting.port)
  process.send?.({ done: round, of: ROUNDS, unit: 'rounds' })
  // The first round warms both up.
  if (round === 0) continue
  rates.answering.push(bareRate.perSecond)
  rates.counting.push(countRate.perSecond)
  costs.answering.push(bareRate.microseconds)
  costs.counting.push(countRate.microseconds)
  say(`round ${round}: bare ${bareRate.perSecond.toFixed(0)}/s, counted ${countRate.perSecond.toFixed(0)}/s`)
}
const ratio = median(rates.counting) / median(rates.answering)
say(
  `counted / bare: ${ratio.toFixed(2)} (at least 0.4), ${CONNECTIONS} connections, medians of ${ROUNDS} rounds`,
)

const [bareCost, countCost] = [median(costs.answering), median(costs.counting)]
say(
  `of this process, by CPU time: bare ${bareCost.toFixed(0)} µs, counted ${countCost.toFixed(0)} µs, ` +
    `ratio ${(bareCost / countCost).toFixed(2)}`,
)
const goal = { atLeast: 0.4 }
process.send?.({
  what: 'views',
  unit: '/s',
  uniwire: median(rates.counting),
  against: median(rates.answering),
  ratio,
  goal,
})
process.send?.({
  what: 'processor time of a view, the ratio inverted',
  unit: 'µs',
  uniwire: countCost,
  against: bareCost,
  ratio: bareCost / countCost,
  goal,
})

/** Answers a second, and what each took of this process. */
async function load(port: number): Promise<{ readonly perSecond: number; readonly microseconds: number }> {
  const before = process.cpuUsage()
  const script = new URL('load.ts', import.meta.url).pathname
  const list = articles.map((each) => each.id).join(',')
  const child = spawn(
    process.execPath,
    [script, String(port), String(CONNECTIONS), String(SECONDS_PER_ROUND)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  child.stdin.end(list)
  let printed = ''
  for await (const chunk of child.stdout.setEncoding('utf8')) printed += String(chunk)
  const rate = Number(printed)
  if (!(rate > 0)) throw new Error(`the load could not be made: ${printed}`)
  const { user, system } = process.cpuUsage(before)
  return { perSecond: rate, microseconds: (user + system) / (rate * SECONDS_PER_ROUND) }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
