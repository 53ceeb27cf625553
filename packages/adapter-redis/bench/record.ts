/**
 * Views per second through the port, beside the same script called raw: the same arguments, made before the
 * clock starts, in one pipeline. Then what the counts take of memory.
 *
 * `node packages/adapter-redis/bench/record.ts redis://127.0.0.1:6379 [seconds a round]`. The Redis should
 * serve nobody else; what the benchmark wrote is deleted.
 */
import type { ViewEvent } from '@uniwire/ports'
import { Redis } from 'ioredis'
import { openRedisViewCounter } from '../src/index.ts'
import { createLayout } from '../src/layout.ts'
import { recordCalls, timed } from '../src/record-views.ts'

const [, , url = 'redis://127.0.0.1:6379', seconds = '2'] = process.argv
const ROUND_MS = Number(seconds) * 1_000
const ROUNDS = 4
const ARTICLES = Array.from({ length: 2_000 }, () => crypto.randomUUID())
const PREFIX = `bench:${crypto.randomUUID()}:`
const layout = createLayout(PREFIX)
const redis = new Redis(url)
let made = 0

try {
  await using counter = await openRedisViewCounter({ url, keyPrefix: PREFIX, now: Date.now })
  const throughPort = (calls: readonly (readonly ViewEvent[])[]) => () =>
    Promise.all(calls.map((views) => counter.record(views)))
  await counter.seed(
    ARTICLES.map((article) => ({
      totals: { article, live: 0, unique: 0, rejected: {}, revision: 0 },
      days: {},
    })),
  )
  await throughPort([newViews(1)])()
  for (const [inFlight, viewsPerCall] of [
    [1, 1],
    [100, 1],
    [1_000, 1],
    [10, 100],
    [2, 1_000],
  ] as const) {
    const ratios: number[] = []
    const rates = { port: 0, raw: 0 }
    for (let round = 0; round < ROUNDS; round++) {
      const newCalls = () => Array.from({ length: inFlight }, () => newViews(viewsPerCall))
      const raw = await callsPerSecond(() => rawPipeline(newCalls()), inFlight)
      const port = await callsPerSecond(() => throughPort(newCalls()), inFlight)
      ratios.push(port / raw)
      rates.port += (port * viewsPerCall) / ROUNDS
      rates.raw += (raw * viewsPerCall) / ROUNDS
      process.send?.({ done: round + 1, of: ROUNDS, unit: `rounds of ${inFlight} calls` })
      say(
        `${inFlight} calls in flight, ${viewsPerCall} views each: ` +
          `port ${Math.round(port * viewsPerCall)} views/s, raw ${Math.round(raw * viewsPerCall)}`,
      )
    }
    const sorted = ratios.toSorted((a, b) => a - b)
    process.send?.({
      what: `${inFlight} calls in flight, ${viewsPerCall} views each`,
      unit: 'views/s',
      uniwire: rates.port,
      against: rates.raw,
      ratio: sorted[ROUNDS / 2] ?? Number.NaN,
      // One call at a time waits for one answer at a time; a pipeline of one does as well.
      goal: { atLeast: 0.8 },
    })
    say(
      `  ratio: median ${sorted[ROUNDS / 2]?.toFixed(2)}, ${sorted.map((each) => each.toFixed(2)).join(' ')}`,
    )
  }
} finally {
  for await (const keys of redis.scanStream({ match: `${PREFIX}*`, count: 1_000 })) {
    // `scanStream` is not typed; each of its items is a list of keys.
    const found = keys as string[]
    if (found.length > 0) await redis.unlink(found)
  }
  redis.disconnect()
}

function newViews(count: number): readonly ViewEvent[] {
  return Array.from({ length: count }, () => {
    made += 1
    const article = ARTICLES[(made * 7) % ARTICLES.length] ?? ''
    const visitor = `visitor-${(made * 7_919) % 50_000}`
    return { id: crypto.randomUUID(), article, visitor, at: new Date().toISOString() }
  })
}

/** What the port would send, in one pipeline. */
function rawPipeline(calls: readonly (readonly ViewEvent[])[]): () => Promise<unknown> {
  const now = Date.now()
  const scripts = calls.flatMap((views) =>
    recordCalls(layout, timed(views), { now, firstTurn: now * 1_000 + made, isCluster: false }),
  )
  return async () => {
    const pipeline = redis.pipeline()
    for (const { call } of scripts)
      pipeline.evalsha(call.script.sha, call.keys.length, ...call.keys, ...call.values)
    const failed = (await pipeline.exec())?.find(([error]) => error !== null)
    if (failed?.[0] instanceof Error) throw failed[0]
  }
}

/** What is prepared is not timed. */
async function callsPerSecond(prepare: () => () => Promise<unknown>, calls: number): Promise<number> {
  let timedMs = 0
  let rounds = 0
  while (timedMs < ROUND_MS) {
    const work = prepare()
    const begun = performance.now()
    await work()
    timedMs += performance.now() - begun
    rounds += 1
  }
  return (rounds * calls * 1_000) / timedMs
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
