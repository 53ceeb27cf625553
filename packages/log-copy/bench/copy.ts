/**
 * Records copied per second, through the ports as `uniwire migrate` and `restore` do it: from one SQLite file
 * into another, out of it again as a comparison, and into NATS when an address is given.
 * `node packages/log-copy/bench/copy.ts [records] [nats://127.0.0.1:4222]`. Every fifth record revises an
 * article that came `BEFORE` records earlier, and a batch takes an article once; payloads have 6 kB. What it makes is deleted.
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { openNatsEventLogs } from '@uniwire/adapter-nats'
import { openEventLogs } from '@uniwire/adapter-sqlite'
import { STREAMS } from '@uniwire/events'
import type { EventLogs } from '@uniwire/ports'
import { copyLog } from '../src/index.ts'

const [, , count = '20000', servers] = process.argv
const RECORDS = Number(count)
const BEFORE = 1_000
const PAYLOAD = JSON.stringify({ text: 'x'.repeat(6_000) })
const tools = { now: () => Date.now(), newId: () => randomUUID() }
const folder = await mkdtemp(join(tmpdir(), 'uniwire-copy-'))

try {
  await using source = await openEventLogs({ file: join(folder, 'source.db'), ...tools })
  await fill(source)
  {
    await using target = await openEventLogs({ file: join(folder, 'target.db'), ...tools })
    await timed('SQLite into SQLite', source, target)
    await timed('the same again, which compares', source, target)
  }
  if (servers !== undefined) await intoNats(source, servers)
} finally {
  await rm(folder, { recursive: true })
}

async function intoNats(source: EventLogs, address: string): Promise<void> {
  const namespace = `bench-${randomUUID().slice(0, 8)}`
  const nats = await openNatsEventLogs({ servers: address, namespace, requestTimeoutMs: 60_000, ...tools })
  try {
    await timed('SQLite into NATS', source, nats)
    await timed('the same again, which compares', source, nats)
    await using back = await openEventLogs({ file: join(folder, 'back.db'), ...tools })
    await timed('NATS into SQLite', nats, back)
  } finally {
    await nats[Symbol.asyncDispose]()
    await using connection = await connect({ servers: address })
    const jsm = await jetstreamManager(connection)
    for await (const { config } of jsm.streams.list()) {
      if (config.name.startsWith(namespace)) await jsm.streams.delete(config.name)
    }
  }
}

async function timed(what: string, source: EventLogs, target: EventLogs): Promise<void> {
  const begun = performance.now()
  const now = () => new Date().toISOString()
  await copyLog({ source, target, newId: tools.newId, now, onProgress: () => undefined })
  const seconds = (performance.now() - begun) / 1_000
  process.stdout.write(`${what}: ${Math.round(RECORDS / seconds)} records/s\n`)
  process.send?.({ what, unit: 'records/s', uniwire: RECORDS / seconds })
}

async function fill(logs: EventLogs): Promise<void> {
  const log = await logs.open(STREAMS.log)
  const appends: Promise<unknown>[] = []
  for (let n = 0; n < RECORDS; n += 1) {
    const revises = n % 5 === 4 && n > BEFORE
    // Of those that revise nothing, for it is earlier by one more than a multiple of five.
    const article = revises ? n - BEFORE - 1 : n
    const envelope = {
      id: randomUUID(),
      source: '/bench',
      type: 'article.published',
      time: '2026',
      schema: 1,
    }
    const expected = revises ? article + 1 : 0
    appends.push(log.append({ subject: `article.bench.${article}`, expected, envelope, payload: PAYLOAD }))
    if (appends.length === 500) await Promise.all(appends.splice(0))
  }
  await Promise.all(appends)
}
