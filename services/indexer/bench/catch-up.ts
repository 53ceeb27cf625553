/* oxlint-disable no-console -- a bench prints */
/**
 * The indexer on NATS and Elasticsearch: `node services/indexer/bench/catch-up.ts NATS_URL ELASTICSEARCH_URL
 * [articles] [words]`. First how fast it catches up with a log of so many articles of 300 words, and in what batches;
 * then, at rest, how long one event takes from its append to the position that says that it is searchable.
 * What it writes is in a namespace of its own.
 */
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { openElasticSearchIndex } from '@uniwire/adapter-elasticsearch'
import { openNatsEventLogs } from '@uniwire/adapter-nats'
import { articleSubject, STREAMS, toRecord } from '@uniwire/events'
import type { EventLog, SearchIndex } from '@uniwire/ports'
import { createLogger, createMetrics } from '@uniwire/service-kit'
import { createIndexer } from '../src/index.ts'
import { article, PUBLIC_URL } from '../src/harness/articles.ts'

const [servers, url, articles = '5000', words = '300', filled] = process.argv.slice(2)
if (servers === undefined || url === undefined)
  throw new Error('usage: node bench/catch-up.ts NATS_URL ELASTICSEARCH_URL [articles] [words]')
const count = Number(articles)
const length = Number(words)
const LONE_EVENTS = 50
/** Nothing was refreshed for longer than the shortest time between two refreshes. */
const REST_MS = 300
/** An atomic batch holds 8 MB. */
const BATCH = Math.max(1, Math.min(250, Math.floor(400_000 / length)))
const WORDS = [
  'университет студенттері мұз қалыңдығын өлшеп зерттеу нәтижелерін жариялады',
  'учёные университета измерили толщину льда на реке и опубликовали результаты',
  'researchers of the university measured the ice on the river and published results',
].flatMap((line) => line.split(' '))

await using opened = new AsyncDisposableStack()
const engine = { now: Date.now, newId: () => randomUUID(), onError: console.error }
const monotonicMs = () => performance.now()
const namespace = filled ?? `bench-${randomUUID().slice(0, 8)}`
const logs = opened.use(await openNatsEventLogs({ servers, namespace, ...engine }))
const log = await logs.open(STREAMS.log)

if (filled !== undefined) {
  await fill(log)
  process.exit()
}
// By another process, so that the memory of this one is the indexer's.
const filling = fork(import.meta.filename, [servers, url, articles, words, namespace])
filling.on('message', (progress: object) => process.send?.(progress))
const [code] = await once(filling, 'exit')
if (code !== 0) throw new Error(`filling the log ended with ${code}`)

const index = opened.use(
  await openElasticSearchIndex({ url, indexPrefix: namespace, ...engine, monotonicMs }),
)
const batches: number[] = []
let indexed = 0
const counted: SearchIndex = {
  ...index,
  // It changes with a swap.
  get indexId() {
    return index.indexId
  },
  writer(indexId) {
    const writer = index.writer(indexId)
    return {
      ...writer,
      async apply(documents) {
        const outcomes = await writer.apply(documents)
        batches.push(outcomes.length)
        indexed += outcomes.length
        if (indexed <= count) process.send?.({ done: indexed, of: count, unit: 'articles indexed' })
        return outcomes
      },
    }
  },
}
const begun = monotonicMs()
const cpuBefore = process.cpuUsage()
const logger = createLogger({
  service: 'indexer',
  level: 'warn',
  readable: true,
  destination: process.stderr,
})
const tools = { logger, metrics: createMetrics(), now: () => new Date().toISOString(), newId: engine.newId }
opened.use(
  await createIndexer({ logs, index: counted, config: { publicUrl: PUBLIC_URL }, tools, monotonicMs }),
)
await reached(index, await log.end())
const seconds = (monotonicMs() - begun) / 1_000
const { user, system } = process.cpuUsage(cpuBefore)
const peak = process.resourceUsage().maxRSS / 1024
console.log(
  `caught up with ${count} articles: ${(count / seconds).toFixed(0)}/s, ${((user + system) / 1_000 / count).toFixed(2)} ms of this processor for each, ` +
    `${batches.length} batches, the largest of ${Math.max(...batches)}, ${peak.toFixed(0)} MB resident at most`,
)

process.send?.({ what: 'catching up', unit: 'articles/s', uniwire: count / seconds })
process.send?.({
  what: 'processor time of the indexer for an article',
  unit: 'ms',
  uniwire: (user + system) / 1_000 / count,
})
process.send?.({ what: 'resident at most', unit: 'MB', uniwire: peak, goal: { atMost: 250 } })

const times: number[] = []
for (let n = 0; n < LONE_EVENTS; n += 1) {
  await delay(REST_MS)
  const at = monotonicMs()
  const outcome = await log.append(published(count + n))
  if (!outcome.ok) throw new Error(outcome.conflict)
  await reached(index, outcome.sequence)
  times.push(monotonicMs() - at)
}
const sorted = times.toSorted((a, b) => a - b)
const quantile = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? NaN
console.log(
  `appended → searchable: p50 ${quantile(0.5).toFixed(0)} ms, p99 ${quantile(0.99).toFixed(0)} ms of ${LONE_EVENTS}`,
)
process.send?.({
  what: 'appended → searchable, p99',
  unit: 'ms',
  uniwire: quantile(0.99),
  goal: { atMost: 800 },
})

async function fill(into: EventLog): Promise<void> {
  for (let from = 0; from < count; from += BATCH) {
    const size = Math.min(BATCH, count - from)
    const outcome = await into.appendBatch(Array.from({ length: size }, (_, n) => published(from + n)))
    if (!outcome.ok) throw new Error(outcome.conflict)
    process.send?.({ done: from + size, of: count, unit: 'articles into the log' })
  }
}

function published(number: number) {
  const word = (at: number) => WORDS[(number * 7 + at * at) % WORDS.length] ?? ''
  const body = Array.from({ length }, (_, at) => word(at)).join(' ')
  const payload = article({
    sourceId: `news/${number}`,
    content: { title: `${word(1)} ${word(2)} ${number}`, bodyHtml: `<p>${body}</p>`, language: 'kk' },
  })
  const subject = articleSubject(payload.university, payload.id)
  const stamp = { id: randomUUID(), time: new Date().toISOString(), source: '/bench' }
  return toRecord({ type: 'article.published', subject, expected: 0, payload, ...stamp })
}

async function reached(searched: SearchIndex, sequence: number): Promise<void> {
  while (((await searched.checkpoint())?.position ?? 0) < sequence) {
    await delay(5)
  }
}
