import type { Delivery, EventLog, LogPage } from '@uniwire/ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newRecord, sequencesOf, untilTheEnd } from '../contract/event-log/engine.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startNatsCluster } from '../harness/engines/nats-cluster.ts'
import type { NatsCluster } from '../harness/engines/nats-cluster.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { newNamespace, openLog, openRaw, readAll } from './open-log.ts'
import { untilAnswered } from './until-answered.ts'

const PATIENCE_MS = 60_000

describe.runIf(hasEngine('nats', { own: true }))('a log on a cluster of three', () => {
  let cluster: NatsCluster
  beforeAll(async () => {
    cluster = await startNatsCluster(3)
  })
  afterAll(() => cluster[Symbol.asyncDispose]())

  const openHere = (namespace: string, node?: number) =>
    openLog(node === undefined ? cluster.servers.join(',') : (cluster.servers[node] ?? ''), {
      namespace,
      replicas: 3,
    })

  it('shows every acknowledged append at once, through whichever node it is asked', async () => {
    const namespace = newNamespace()
    await using one = await openHere(namespace, 0)
    await using two = await openHere(namespace, 1)
    await using three = await openHere(namespace, 2)
    const writer = async (article: string) => {
      let expected = 0
      for (let version = 0; version < 15; version++) {
        const record = newRecord(article, expected)
        const outcome = await untilAnswered(() => one.log.append(record))
        if (!outcome.ok) throw new Error(outcome.conflict)
        expected = outcome.sequence
        const seen = await Promise.all([one, two, three].map(({ log }) => log.last(article)))
        expect(seen.map((each) => each?.sequence)).toEqual([expected, expected, expected])
      }
    }
    await Promise.all(Array.from({ length: 12 }, (_, n) => writer(`article.kaznu.${n}`)))
  })

  it('refuses a batch with one conflicting line, and stores one without', async () => {
    await using opened = await openHere(newNamespace())
    const batch = Array.from({ length: 100 }, (_, n) => newRecord(`article.kaznu.${n}`))
    const conflicting = batch.with(60, newRecord('article.kaznu.60', 7))
    expect(await opened.log.appendBatch(conflicting)).toMatchObject({ ok: false })
    expect(await opened.log.end()).toBe(0)
    expect(await opened.log.appendBatch(batch)).toMatchObject({ ok: true })
  })

  it('loses and repeats nothing when its leader is killed under load', async () => {
    const namespace = newNamespace()
    await using one = await openHere(namespace)
    await using two = await openHere(namespace)
    const stopping = new AbortController()
    const pages: LogPage[] = []
    const following = follow(two.log, pages, stopping.signal)
    const deliveries: Delivery[] = []
    const consuming = consume(two.log, deliveries, stopping.signal)

    const ledger = new Map<string, number>()
    const writer = async (article: string) => {
      let expected = 0
      for (let version = 0; version < 40; version++) {
        const record = newRecord(article, expected, JSON.stringify('x'.repeat(3_000)))
        const outcome = await untilAnswered(() => one.log.append(record))
        if (!outcome.ok) throw new Error(outcome.conflict)
        expected = outcome.sequence
        ledger.set(record.envelope.id, expected)
      }
    }
    const writing = Promise.all(Array.from({ length: 10 }, (_, n) => writer(`article.kaznu.${n}`)))
    await waitUntil('a load', () => Promise.resolve(ledger.size > 100), PATIENCE_MS)
    const leader = await leaderOf(cluster, `${namespace}_UNIWIRE`)
    await leader.kill()
    await writing
    await leader.restart()

    const records = await untilAnswered(() => readAll(one.log))
    expect(records.map(({ sequence, envelope }) => [envelope.id, sequence])).toEqual(
      [...ledger].toSorted(([, a], [, b]) => a - b),
    )
    const end = records.at(-1)?.sequence ?? 0
    await waitUntil('the follower', () => Promise.resolve((pages.at(-1)?.position ?? 0) >= end), PATIENCE_MS)
    const delivered = () => new Set(deliveries.map(({ record }) => record.sequence))
    await waitUntil('the consumer', () => Promise.resolve(delivered().size === records.length), PATIENCE_MS)
    stopping.abort()
    await Promise.all([following, consuming])
    expect(pages.flatMap(sequencesOf)).toEqual(sequencesOf({ records }))
  }, 120_000)
})

async function follow(log: EventLog, pages: LogPage[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await untilAnswered(async () => {
      const after = pages.at(-1)?.position ?? 0
      for await (const page of log.follow({ after, signal })) pages.push(page)
    })
  }
}

async function consume(log: EventLog, deliveries: Delivery[], signal: AbortSignal): Promise<void> {
  const consumer = await untilAnswered(() => log.consumer({ name: 'indexer', ackWaitMs: 2_000 }))
  while (!signal.aborted) {
    await untilAnswered(async () => {
      const some = await consumer.pull({ max: 50, waitMs: 500, signal: untilTheEnd() })
      deliveries.push(...some)
      await consumer.ack(sequencesOf({ records: some.map(({ record }) => record) }))
    })
  }
}

async function leaderOf(cluster: NatsCluster, stream: string) {
  await using raw = await openRaw(cluster.servers[0] ?? '')
  const { cluster: now } = await raw.jsm.streams.info(stream)
  const leader = cluster.nodes[Number(now?.leader?.replace('node-', ''))]
  if (leader === undefined) throw new Error(`no node is ${now?.leader}`)
  return leader
}
