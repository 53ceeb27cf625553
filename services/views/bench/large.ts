/**
 * A service with many articles over the embedded engines: how long a start takes that reads the whole log, and
 * one that goes on from its store; how long the lists of what is read most take, asked twice.
 *
 *   node services/views/bench/large.ts [articles] [days with views]
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openEventLogs, openViewCounter } from '@uniwire/adapter-sqlite'
import { STREAMS, articleSubject, toRecord, totalsSubject } from '@uniwire/events'
import { createLogger, createMetrics } from '@uniwire/service-kit'
import { article } from '../src/harness/articles.ts'
import { createViews } from '../src/index.ts'

const ARTICLES = Number(process.argv[2] ?? 100_000)
const DAYS = Number(process.argv[3] ?? 30)
const DAY_MS = 86_400_000
const PART = 200

const delay = monitorEventLoopDelay({ resolution: 1 })

const folder = await mkdtemp(join(tmpdir(), 'uniwire-bench-'))
await using cleanup = new AsyncDisposableStack()
cleanup.defer(() => rm(folder, { recursive: true, force: true }))

const now = () => new Date().toISOString()
const engine = { now: () => Date.now(), newId: () => randomUUID() }
const logs = cleanup.use(await openEventLogs({ ...engine, file: join(folder, 'log.db') }))
const counter = cleanup.use(await openViewCounter({ ...engine, file: join(folder, 'views.db') }))
const log = await logs.open(STREAMS.log)
const totals = await logs.open(STREAMS.totals)
const days = Array.from({ length: DAYS }, (_, n) =>
  new Date(Date.now() - n * DAY_MS).toISOString().slice(0, 10),
)
const started = performance.now()
for (let from = 0; from < ARTICLES; from += PART) {
  process.send?.({ done: from, of: ARTICLES, unit: 'articles made' })
  const part = Array.from({ length: PART }, (_, n) =>
    article({ sourceId: String(from + n), university: `university-${(from + n) % 40}` }),
  )
  const stamp = () => ({ id: randomUUID(), time: now(), source: '/bench', expected: 0 })
  await log.appendBatch(
    part.map((payload) => {
      const subject = articleSubject(payload.university, payload.id)
      return toRecord({ type: 'article.published', subject, payload, ...stamp() })
    }),
  )
  const seeds = part.map((each, n) => ({
    totals: { article: each.id, live: DAYS * (1 + (n % 7)), unique: DAYS, rejected: {}, revision: DAYS },
    days: Object.fromEntries(days.map((day) => [day, 1 + (n % 7)])),
  }))
  await counter.seed(seeds)
  await totals.appendBatch(
    seeds.map(({ totals: value }) => {
      const [day = ''] = days
      const payload = { article: value.article, day, live: 1, totals: value }
      const subject = totalsSubject(value.article, day)
      return toRecord({ type: 'views.totalled', subject, payload, ...stamp() })
    }),
  )
}
say(`${ARTICLES} articles with views on ${DAYS} days made in ${seconds(performance.now() - started)}`)

const databaseFile = join(folder, 'views-store.db')
for (const what of ['the whole log', 'the store', 'the store again']) {
  const begin = performance.now()
  const views = await createViews({
    logs,
    counter,
    config: { publicUrl: 'http://127.0.0.1', databaseFile },
    tools: {
      logger: createLogger({ service: 'views', level: 'error', readable: false }),
      metrics: createMetrics(),
      now,
      newId: () => randomUUID(),
    },
    randomBytes,
    monotonicMs: () => performance.now(),
  })
  while (!(await Promise.all(views.checks.map((each) => each.check()))).every((each) => each.ready)) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const readyMs = performance.now() - begin
  say(`ready from ${what} after ${seconds(readyMs)}`)
  process.send?.({ what: `ready from ${what}`, unit: 's', uniwire: readyMs / 1_000 })
  if (what === 'the store again') {
    for (const windowHours of [24, 7 * 24, 30 * 24, 'all'] as const) {
      for (const university of [undefined, 'university-7']) {
        const times: number[] = []
        delay.reset()
        delay.enable()
        for (let n = 0; n < 5; n += 1) {
          const asked = performance.now()
          await views.views.mostRead({ windowHours, university })
          times.push(performance.now() - asked)
        }
        // One turn of the event loop more, for the delay of the last one to be seen.
        await new Promise((resolve) => setTimeout(resolve, 5))
        delay.disable()
        const [first = 0, ...rest] = times
        if (university === undefined) {
          process.send?.({ what: `most read, ${windowHours} h`, unit: 'ms', uniwire: first })
        }
        const later = rest.map((each) => each.toFixed(1)).join(', ')
        const held = `others waited ${(delay.max / 1e6).toFixed(0)} ms at most`
        say(
          `most read, ${windowHours} h, ${university ?? 'all'}: ${first.toFixed(0)} ms, then ${later}; ${held}`,
        )
      }
    }
  }
  await views[Symbol.asyncDispose]()
}
const peakMb = process.resourceUsage().maxRSS / 1e3
process.send?.({ what: 'resident at most, with making it all', unit: 'MB', uniwire: peakMb })
say(`views-store.db: ${((await stat(databaseFile)).size / 1e6).toFixed(0)} MB`)

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
