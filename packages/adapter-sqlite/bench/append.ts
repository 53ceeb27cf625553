/**
 * Appends and view counts per second over SQLite files, beside the raw inserts they cannot beat: one
 * transaction each, and one for all. Run: `node packages/adapter-sqlite/bench/append.ts [records]`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventLog } from '@uniwire/ports'
import { openEventLogs, openViewCounter } from '../src/index.ts'
import { openDatabase } from '../src/sqlite/database.ts'

const RECORDS = Number(process.argv[2] ?? 5_000)
const PAYLOAD = JSON.stringify('x'.repeat(6_000))
const folder = mkdtempSync(join(tmpdir(), 'uniwire-bench-'))
const now = Date.now
const newId = () => crypto.randomUUID()

try {
  const each = await measured('raw insert, one transaction each', Math.min(RECORDS, 2_000), rawInserts(1))
  const all = await measured('raw insert, one transaction for all', RECORDS, rawInserts(RECORDS))
  for (const inFlight of [1, 32, 256]) {
    const rate = await measured(
      `append, ${inFlight} in flight`,
      inFlight === 1 ? 2_000 : RECORDS,
      appends(inFlight),
    )
    say(`  ${(rate / each).toFixed(2)} of one each, ${(rate / all).toFixed(2)} of one for all`)
    const [against, beside] = inFlight === 1 ? [each, 'one insert each'] : [all, 'inserts in one transaction']
    process.send?.({
      what: `append, ${inFlight} in flight, against ${beside}`,
      unit: '/s',
      uniwire: rate,
      against,
      ratio: rate / against,
    })
  }
  const batched = await measured('appendBatch of 500', RECORDS, batches)
  process.send?.({
    what: 'appendBatch of 500',
    unit: 'records/s',
    uniwire: batched,
    against: all,
    ratio: batched / all,
  })
  await measured('pull 200 and ack, one consumer', RECORDS, consume)
  for (const inFlight of [1, 32, 256]) {
    await measured(
      `record of one view, ${inFlight} in flight`,
      inFlight === 1 ? 2_000 : RECORDS,
      views(inFlight),
    )
  }
} finally {
  rmSync(folder, { recursive: true })
}

async function measured(
  what: string,
  count: number,
  work: (count: number) => Promise<number>,
): Promise<number> {
  const rate = (count * 1_000) / (await work(count))
  say(`${what}: ${Math.round(rate)}/s`)
  return rate
}

function rawInserts(perTransaction: number) {
  return (count: number) => {
    const database = openDatabase(join(folder, `raw-${perTransaction}.db`), { synchronous: 'FULL' })
    database.exec(
      'CREATE TABLE records (sequence INTEGER PRIMARY KEY, subject TEXT, payload TEXT);' +
        'CREATE INDEX by_subject ON records (subject, sequence)',
    )
    const insert = database.statement('INSERT INTO records (subject, payload) VALUES (?, ?)')
    const begun = performance.now()
    for (let n = 0; n < count; n += perTransaction) {
      database.transaction(() => {
        for (let i = n; i < Math.min(n + perTransaction, count); i++)
          insert.run(`article.kaznu.${newId()}`, PAYLOAD)
      })
    }
    const elapsedMs = performance.now() - begun
    database.close()
    return Promise.resolve(elapsedMs)
  }
}

function appends(inFlight: number) {
  return (count: number) =>
    overNews(`append-${inFlight}.db`, (log) =>
      timed(() =>
        inParallel(inFlight, count, async () => {
          const outcome = await log.append(record())
          if (!outcome.ok) throw new Error(outcome.conflict)
        }),
      ),
    )
}

function batches(count: number): Promise<number> {
  return overNews('batch.db', (log) => timed(() => fill(log, count)))
}

function consume(count: number): Promise<number> {
  return overNews('consume.db', async (log) => {
    await fill(log, count)
    const consumer = await log.consumer({ name: 'indexer', ackWaitMs: 30_000 })
    const { signal } = new AbortController()
    return timed(async () => {
      for (let seen = 0; seen < count;) {
        const deliveries = await consumer.pull({ max: 200, waitMs: 0, signal })
        await consumer.ack(deliveries.map((delivery) => delivery.record.sequence))
        seen += deliveries.length
      }
    })
  })
}

function views(inFlight: number) {
  return async (count: number) => {
    const counter = await openViewCounter({ file: join(folder, `views-${inFlight}.db`), now })
    const articles = Array.from({ length: 1_000 }, (_, n) => `article-${n}`)
    await counter.seed(
      articles.map((article) => ({
        totals: { article, live: 0, unique: 0, rejected: {}, revision: 0 },
        days: {},
      })),
    )
    let made = 0
    const elapsedMs = await timed(() =>
      inParallel(inFlight, count, async () => {
        const id = newId()
        made += 1
        const view = { id, article: `article-${made % 1_000}`, visitor: id, at: new Date().toISOString() }
        await counter.record([view])
      }),
    )
    await counter[Symbol.asyncDispose]()
    return elapsedMs
  }
}

async function inParallel(workers: number, count: number, work: () => Promise<void>): Promise<void> {
  let left = count
  await Promise.all(
    Array.from({ length: workers }, async () => {
      while (left > 0) {
        left -= 1
        await work()
      }
    }),
  )
}

async function overNews(name: string, work: (log: EventLog) => Promise<number>): Promise<number> {
  const logs = await openEventLogs({ file: join(folder, name), now, newId })
  const log = await logs.open({ name: 'UNIWIRE', subjects: ['article.>'], retention: { kind: 'forever' } })
  const elapsedMs = await work(log)
  await logs[Symbol.asyncDispose]()
  return elapsedMs
}

async function fill(log: EventLog, count: number): Promise<void> {
  for (let n = 0; n < count; n += 500) await log.appendBatch(Array.from({ length: 500 }, record))
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

function record() {
  const envelope = {
    id: newId(),
    source: 's',
    type: 'article.published',
    time: '2024-09-02T06:00:00Z',
    schema: 1,
  }
  return { subject: `article.kaznu.${newId()}`, expected: 0, envelope, payload: PAYLOAD }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
