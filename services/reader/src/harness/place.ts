import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { openEventLogs, openSearchIndex } from '@uniwire/adapter-sqlite'
import { STREAMS, toRecord, universitySubject } from '@uniwire/events'
import { ANALYSER_VERSION } from '@uniwire/language'
import type { Slug, University } from '@uniwire/newsroom'
import { parseSlug } from '@uniwire/newsroom'
import type { EventLog, EventLogs, LogPage, SearchDocument, SearchIndex } from '@uniwire/ports'
import { createLogger, createMetrics, createOrigin } from '@uniwire/service-kit'
import { createReader } from '../index.ts'
import type { FetchViews } from '../views/views-client.ts'

export const PUBLIC_URL = 'https://wire.example'

export interface PlaceOptions {
  readonly fetchViews?: FetchViews
  /** What stands between the reader and the index. */
  readonly meddle?: (index: SearchIndex) => SearchIndex
  /** Until then the reader sees no page of the log; without it, it has read all when the place is open. */
  readonly untilRead?: Promise<void>
  /** Slugs of universities that are in the log before the reader begins. */
  readonly registered?: readonly string[]
}

/** A reader over a log and an index in memory, which tests fill as the indexer would. */
export async function openPlace(options: PlaceOptions = {}) {
  const { fetchViews = viewsAway, meddle = (same) => same, untilRead, registered = [] } = options
  await using opening = new AsyncDisposableStack()
  const engine = { now: Date.now, newId: () => randomUUID() }
  const logs = opening.use(await openEventLogs({ ...engine, file: ':memory:' }))
  const index = opening.use(await openSearchIndex({ ...engine, folder: ':memory:' }))
  const log = await logs.open(STREAMS.log)
  for (const slug of registered) await register(log, slug, { kk: slug, ru: slug, en: slug })
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  const logger = createLogger({ service: 'reader', level: 'warn', readable: false, destination })
  const metrics = createMetrics()
  const tools = { logger, metrics, now: () => '2026-11-22T10:00:00.000Z', newId: engine.newId }
  const reader = opening.use(
    await createReader({
      logs: heldBack(logs, untilRead ?? Promise.resolve()),
      index: meddle(index),
      fetchViews,
      config: { publicUrl: PUBLIC_URL },
      tools,
      monotonicMs: () => performance.now(),
    }),
  )
  const origin = createOrigin({
    apps: [reader.app],
    logger,
    metrics: metrics.requests,
    newRequestId: engine.newId,
    monotonicMs: () => performance.now(),
    notFoundPage: reader.notFoundPage,
  })
  const registry = reader.checks.find(({ name }) => name === 'registry')
  while (untilRead === undefined && (await registry?.check())?.ready !== true) await setImmediate()
  const kept = opening.move()
  return {
    index,
    log,
    lines,
    checks: reader.checks,
    get: (path: string, headers: Record<string, string> = {}) => origin.request(path, { headers }),
    send: (path: string, init: RequestInit) => origin.request(path, init),
    /** Documents as the indexer writes them, and the position that it then says. */
    async put(...documents: readonly SearchDocument[]): Promise<void> {
      const outcomes = await index.apply(documents)
      if (outcomes.some(({ kind }) => kind !== 'applied')) throw new Error(JSON.stringify(outcomes))
    },
    reached: (position: number) =>
      index.saveCheckpoint({ generation: log.generation, position, analyser: String(ANALYSER_VERSION) }),
    /** Registers it in the log; gives the sequence. */
    register: (slug: string, names: University['names']) => register(log, slug, names),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

export type Place = Awaited<ReturnType<typeof openPlace>>

async function register(log: EventLog, slug: string, names: University['names']): Promise<number> {
  const university: University = {
    slug: slugOf(slug),
    names,
    homepage: `https://${slug}.example/`,
    timeZone: 'Asia/Almaty',
    languages: ['kk', 'ru', 'en'],
    registeredAt: '2026-01-01T00:00:00Z',
    formerNames: [],
  }
  const outcome = await log.append(
    toRecord({
      type: 'university.registered',
      subject: universitySubject(university.slug),
      expected: 0,
      payload: university,
      id: randomUUID(),
      time: university.registeredAt,
      source: '/intake',
    }),
  )
  if (!outcome.ok) throw new Error(outcome.conflict)
  return outcome.sequence
}

function heldBack(logs: EventLogs, until: Promise<void>): EventLogs {
  return {
    async open(spec) {
      const log = await logs.open(spec)
      const follow = async function* (query: Parameters<EventLog['follow']>[0]): AsyncGenerator<LogPage> {
        await until
        yield* log.follow(query)
      }
      return { ...log, follow }
    },
    [Symbol.asyncDispose]: () => logs[Symbol.asyncDispose](),
  }
}

export const viewsAway: FetchViews = () => Promise.reject(new Error('connection refused'))

export function slugOf(text: string): Slug {
  const parsed = parseSlug(text)
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.slug
}
