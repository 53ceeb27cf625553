import { randomBytes, randomUUID } from 'node:crypto'
import { openEventLogs, openViewCounter } from '@uniwire/adapter-sqlite'
import type { EventType } from '@uniwire/events'
import { STREAMS, articleSubject, readEvent, toRecord } from '@uniwire/events'
import type { TotalsPayload } from '@uniwire/events'
import type { Article } from '@uniwire/newsroom'
import type { EventLogs, ViewCounter } from '@uniwire/ports'
import { createLogger, createMetrics, createOrigin } from '@uniwire/service-kit'
import { createViews } from '../index.ts'

export const OPERATOR_KEY = 'operator-of-these-tests'
export const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0'

/** What a browser sends; each is another reader unless told otherwise. */
export interface Sender {
  readonly address?: string
  readonly headers?: Readonly<Record<string, string>>
}

type ArticleEventType = Extract<EventType, `article.${string}` | 'baseline.observed'>

/** One log and one counter in memory, a clock that tests turn, and services started over them. */
export async function openPlace() {
  await using opening = new AsyncDisposableStack()
  let nowMs = Date.parse('2026-11-22T10:00:00Z')
  const clock = {
    now: () => new Date(nowMs).toISOString(),
    forwardMs: (ms: number) => {
      nowMs += ms
    },
    set: (instant: string) => {
      nowMs = Date.parse(instant)
    },
  }
  const logs = opening.use(
    await openEventLogs({ file: ':memory:', now: () => nowMs, newId: () => randomUUID() }),
  )
  const log = await logs.open(STREAMS.log)
  const totals = await logs.open(STREAMS.totals)
  const dead = await logs.open(STREAMS.dead)

  const append = async (subject: string, type: ArticleEventType, payload: Article): Promise<number> => {
    const last = await log.last(subject)
    const stamp = { id: randomUUID(), time: clock.now(), source: '/intake' }
    const record = toRecord({ type, subject, expected: last?.sequence ?? 0, payload, ...stamp })
    const outcome = await log.append(record)
    if (!outcome.ok) throw new Error(outcome.conflict)
    return outcome.sequence
  }
  const place = {
    clock,
    logs,
    log,
    totals,
    dead,
    openCounter: () => openViewCounter({ file: ':memory:', now: () => nowMs }),
    append: (payload: Article, type: ArticleEventType = 'article.published') =>
      append(articleSubject(payload.university, payload.id), type, payload),
    loggedTotals: async (): Promise<readonly TotalsPayload[]> => {
      const { records } = await totals.read({ after: 0, limit: 500 })
      return records.flatMap((record) => {
        const read = readEvent(record)
        return read.kind === 'event' && read.event.type === 'views.totalled' ? [read.event.payload] : []
      })
    },
    /** A service that is ready; the place's clock is its clock. */
    start: (over: {
      readonly counter: ViewCounter
      readonly logs?: EventLogs
      readonly trustedProxies?: number
      readonly totalsEveryMs?: number
      readonly databaseFile?: string
    }) => startReady({ logs, clock, ...over }),
    /** The same as it is at once, which may be too early to count. */
    startUnready: (over: { readonly counter: ViewCounter; readonly logs: EventLogs }) =>
      startService({ clock, ...over }),
  }
  const kept = opening.move()
  return { ...place, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

export type Place = Awaited<ReturnType<typeof openPlace>>
export type Running = Awaited<ReturnType<typeof startService>>

async function startService(over: {
  readonly logs: EventLogs
  readonly counter: ViewCounter
  readonly clock: { readonly now: () => string }
  readonly trustedProxies?: number
  readonly totalsEveryMs?: number
  readonly databaseFile?: string
}) {
  const { logs, counter, clock, trustedProxies = 0, totalsEveryMs = 3_600_000 } = over
  const { databaseFile = ':memory:' } = over
  const metrics = createMetrics()
  const logger = createLogger({ service: 'views', level: 'silent', readable: false })
  // Not wrapped, as in every composition: it refuses arguments that are not its own.
  const tools = { logger, metrics, now: clock.now, newId: randomUUID }
  const config = {
    publicUrl: 'https://wire.example',
    trustedProxies,
    totalsEveryMs,
    databaseFile,
    mostReadKeptMs: 0,
    operatorKey: OPERATOR_KEY,
  }
  const service = await createViews({
    logs,
    counter,
    config,
    tools,
    randomBytes,
    monotonicMs: () => Date.parse(clock.now()),
  })
  const origin = createOrigin({
    apps: [service.app],
    direct: service.direct,
    logger,
    metrics: metrics.requests,
    newRequestId: () => randomUUID(),
    monotonicMs: () => performance.now(),
  })
  const send = async (path: string, init: Omit<RequestInit, 'headers'> & Sender = {}) => {
    const { address = '198.51.100.7', headers, ...rest } = init
    const env = { incoming: { socket: { remoteAddress: address } } }
    return origin.request(path, { ...rest, headers: { 'User-Agent': BROWSER, ...headers } }, env)
  }
  const running = {
    service,
    origin,
    metrics,
    send,
    beacon: (body: unknown, sender: Sender = {}) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const size = { 'Content-Length': String(Buffer.byteLength(text)) }
      const headers = { 'Content-Type': 'text/plain', ...size, ...sender.headers }
      return send('/v1/views', { ...sender, method: 'POST', headers, body: text })
    },
    /** Resolves once everything up to this sequence is in. */
    contains: async (sequence: number) => {
      const headers = { 'Uniwire-Min-Position': String(sequence) }
      const answer = await send('/v1/most-read', { headers })
      if (answer.status !== 200) throw new Error(`position ${sequence} was not reached: ${answer.status}`)
    },
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  }
  return running
}

async function startReady(over: Parameters<typeof startService>[0]) {
  const running = await startService(over)
  await untilReady(running.service.checks)
  return running
}

async function untilReady(checks: readonly { check(): Promise<{ readonly ready: boolean }> }[]) {
  for (;;) {
    const found = await Promise.all(checks.map((each) => each.check()))
    if (found.every((each) => each.ready)) return
    await new Promise((resolve) => setImmediate(resolve))
  }
}
