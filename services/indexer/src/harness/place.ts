import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEventLogs, openSearchIndex } from '@uniwire/adapter-sqlite'
import type { EventType, TotalsPayload } from '@uniwire/events'
import { STREAMS, articleSubject, readEvent, toRecord, totalsSubject } from '@uniwire/events'
import { analyseQuery } from '@uniwire/language'
import type { Article } from '@uniwire/newsroom'
import type { EventLog, EventLogs, SearchIndex } from '@uniwire/ports'
import { readSearchSource } from '@uniwire/projection'
import { createLogger, createMetrics, createOrigin } from '@uniwire/service-kit'
import { createIndexer } from '../index.ts'
import { PUBLIC_URL } from './articles.ts'

export const OPERATOR_KEY = 'operator-key-of-the-tests'

type ArticleEventType = Extract<EventType, `article.${string}` | 'baseline.observed'>

/** A data folder, with a log that tests write to and a clock of its own that they turn. */
export async function openPlace() {
  await using opening = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'uniwire-indexer-'))
  opening.defer(() => rm(folder, { recursive: true, force: true }))
  let nowMs = Date.parse('2026-11-22T10:00:00Z')
  const newId = () => randomUUID()
  const openLogs = () => openEventLogs({ file: join(folder, 'log.db'), now: () => nowMs, newId })
  const openIndex = () => openSearchIndex({ folder, now: () => nowMs, newId })
  const kept = opening.move()
  return {
    folder,
    newId,
    forwardMs: (ms: number) => {
      nowMs += ms
    },
    openLogs,
    openIndex,
    openBoth: async () => {
      await using stack = new AsyncDisposableStack()
      const logs = stack.use(await openLogs())
      const index = stack.use(await openIndex())
      const log = await logs.open(STREAMS.log)
      const both = stack.move()
      return {
        logs,
        log,
        index,
        /** An indexer that ends before what it works on. */
        run: async () => both.use(await start(logs, index)),
        [Symbol.asyncDispose]: () => both.disposeAsync(),
      }
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

export async function append(
  log: EventLog,
  payload: Article,
  type: ArticleEventType = 'article.published',
  change: (payload: string) => string = (same) => same,
): Promise<number> {
  const subject = articleSubject(payload.university, payload.id)
  const expected = (await log.last(subject))?.sequence ?? 0
  const stamp = { id: randomUUID(), time: '2026-03-01T00:00:00.000Z', source: '/intake' }
  const record = toRecord({ type, subject, expected, payload, ...stamp })
  const outcome = await log.append({ ...record, payload: change(record.payload) })
  if (!outcome.ok) throw new Error(outcome.conflict)
  return outcome.sequence
}

export async function appendTotals(logs: EventLogs, article: string, live: number, revision: number) {
  const totals = await logs.open(STREAMS.totals)
  const day = '2026-11-22'
  const subject = totalsSubject(article, day)
  const expected = (await totals.last(subject))?.sequence ?? 0
  const sums = { article, live, unique: live, rejected: {}, revision }
  const payload: TotalsPayload = { article, day, live, totals: sums }
  const stamp = { id: randomUUID(), time: '2026-11-22T10:00:00.000Z', source: '/views' }
  await totals.append(toRecord({ type: 'views.totalled', subject, expected, payload, ...stamp }))
}

export async function start(logs: EventLogs, index: SearchIndex) {
  const metrics = createMetrics()
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  const logger = createLogger({ service: 'indexer', level: 'debug', readable: false, destination })
  const tools = { logger, metrics, now: () => '2026-11-22T10:00:00.000Z', newId: () => randomUUID() }
  const monotonicMs = () => performance.now()
  const config = { publicUrl: PUBLIC_URL, operatorKey: OPERATOR_KEY }
  const service = await createIndexer({ logs, index, config, tools, monotonicMs })
  const { newId } = tools
  const app = createOrigin({
    apps: [service.app],
    logger,
    metrics: metrics.requests,
    newRequestId: newId,
    monotonicMs,
  })
  return { ...service, app, metrics, lines }
}

/** Titles found for these words, or of everything. */
export async function found(index: Pick<SearchIndex, 'query'>, q = ''): Promise<readonly string[]> {
  const filters = { universities: [], languages: [], categories: [] }
  const terms = analyseQuery(q)
  const shape = { filters, sort: 'newest', match: 'all', limit: 100, facets: false } as const
  const { hits } = await index.query({ ...shape, terms })
  return hits
    .map(({ source }) => {
      const read = readSearchSource(source)
      return read.kind === 'visible' ? read.article.title : read.kind
    })
    .toSorted()
}

export async function positionOf(index: SearchIndex): Promise<number> {
  return (await index.checkpoint())?.position ?? 0
}

export async function deadLetters(logs: EventLogs) {
  const dead = await logs.open(STREAMS.dead)
  const { records } = await dead.read({ after: 0, limit: 500, subject: 'dead.>' })
  return records.flatMap((record) => {
    const read = readEvent(record)
    return read.kind === 'event' && read.event.type === 'letter.dead' ? [read.event.payload] : []
  })
}
