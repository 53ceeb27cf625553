import type { Delivery, DurableConsumer, EventLog } from '@uniwire/ports'
import { LogMisuseError } from '@uniwire/ports'
import { expect, it } from 'vitest'
import type { EventLogEngine } from './engine.ts'
import {
  ACK_WAIT_MS,
  newRecord,
  openNews,
  PATIENCE_MS,
  sequencesOf,
  stored,
  storeArticles,
  untilTheEnd,
} from './engine.ts'

export function consuming(engine: EventLogEngine): void {
  it('begins with the first record, and goes on with what comes', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const early = await storeArticles(log, 3)
    await using consumer = await member(log)
    const deliveries = await pull(consumer)
    expect(sequencesOfAll(deliveries)).toEqual(early)
    expect(deliveries.map(({ attempt }) => attempt)).toEqual([1, 1, 1])
    expect(deliveries.map(({ record }) => record)).toEqual((await log.read({ after: 0, limit: 9 })).records)
    const late = await stored(log, newRecord('university.kaznu'))
    expect(sequencesOfAll(await pull(consumer))).toEqual([late])
  })

  it('gives at most what is asked for, oldest first', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const sequences = await storeArticles(log, 7)
    await using consumer = await member(log)
    expect(sequencesOfAll(await pull(consumer, 3))).toEqual(sequences.slice(0, 3))
    expect(sequencesOfAll(await pull(consumer, 3))).toEqual(sequences.slice(3, 6))
    expect(sequencesOfAll(await pull(consumer, 3))).toEqual(sequences.slice(6))
  })

  it('waits for the first delivery, gives up in the end, and gives none after an abort', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    await using consumer = await member(log)
    expect(await consumer.pull({ max: 10, waitMs: 0, signal: untilTheEnd() })).toEqual([])
    expect(await consumer.pull({ max: 10, waitMs: 20, signal: untilTheEnd() })).toEqual([])
    const stopping = new AbortController()
    const stopped = consumer.pull({ max: 10, waitMs: PATIENCE_MS, signal: stopping.signal })
    stopping.abort()
    expect(await stopped).toEqual([])
    const waiting = pull(consumer)
    const sequence = await stored(log, newRecord('article.kaznu.1'))
    expect(sequencesOfAll(await waiting)).toEqual([sequence])
  })

  it('never gives again what is acknowledged or terminated', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const [one = 0, two = 0, three = 0] = await storeArticles(log, 3)
    await using consumer = await member(log)
    await pull(consumer)
    await consumer.ack([one])
    await consumer.term([two])
    await open.passTime(ACK_WAIT_MS)
    expect(sequencesOfAll(await pull(consumer))).toEqual([three])
    await consumer.ack([three])
    await open.passTime(ACK_WAIT_MS)
    expect(await consumer.pull({ max: 10, waitMs: 50, signal: untilTheEnd() })).toEqual([])
  })

  it('gives again what nobody settled in time, as often as it takes, and counts', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const sequence = await stored(log, newRecord('article.kaznu.1'))
    await using consumer = await member(log)
    for (let attempt = 1; attempt <= 8; attempt++) {
      expect(await pull(consumer)).toMatchObject([{ attempt, record: { sequence } }])
      expect(await consumer.pull({ max: 10, waitMs: 0, signal: untilTheEnd() })).toEqual([])
      await open.passTime(ACK_WAIT_MS)
    }
  })

  it('gives again after the delay asked for, and meanwhile what comes behind', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const [one = 0, two = 0] = await storeArticles(log, 2)
    await using consumer = await member(log)
    await pull(consumer, 1)
    await consumer.retryAfter([one], ACK_WAIT_MS / 2)
    expect(await pull(consumer, 10)).toMatchObject([{ attempt: 1, record: { sequence: two } }])
    expect(await consumer.pull({ max: 10, waitMs: 0, signal: untilTheEnd() })).toEqual([])
    await open.passTime(ACK_WAIT_MS / 2)
    expect(await pull(consumer)).toMatchObject([{ attempt: 2, record: { sequence: one } }])
    await consumer.retryAfter([one, two], 0)
    expect(sequencesOfAll(await pullAll(consumer, 2))).toEqual([one, two])
  })

  it('keeps from others what is still worked on', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const sequence = await stored(log, newRecord('article.kaznu.1'))
    await using consumer = await member(log)
    await pull(consumer)
    for (let beat = 0; beat < 3; beat++) {
      await open.passTime(ACK_WAIT_MS * 0.6)
      await consumer.working([sequence])
      expect(await consumer.pull({ max: 10, waitMs: 0, signal: untilTheEnd() })).toEqual([])
    }
    await open.passTime(ACK_WAIT_MS)
    expect(await pull(consumer)).toMatchObject([{ attempt: 2, record: { sequence } }])
  })

  it('has as its position the last of the settled ones that leave no gap', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const [one = 0, two = 0, three = 0, four = 0] = await storeArticles(log, 4)
    await using consumer = await member(log)
    expect(await consumer.position()).toBe(one - 1)
    await pull(consumer, 3)
    expect(await consumer.position()).toBe(one - 1)
    await consumer.ack([two, three])
    expect(await consumer.position()).toBe(one - 1)
    await consumer.term([one])
    expect(await consumer.position()).toBe(three)
    await pull(consumer)
    await consumer.retryAfter([four], 0)
    expect(await consumer.position()).toBe(three)
    await pull(consumer)
    await consumer.ack([four])
    expect(await consumer.position()).toBe(four)
    expect(await log.end()).toBe(four)
  })

  it('delivers 1,203 records once each when all are acknowledged', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const sequences = await storeArticles(log, 1_203)
    await using consumer = await member(log)
    const seen: number[] = []
    while (seen.length < sequences.length) {
      const deliveries = await pull(consumer, 200)
      seen.push(...sequencesOfAll(deliveries))
      await consumer.ack(sequencesOfAll(deliveries))
    }
    expect(seen).toEqual(sequences)
    expect(await consumer.position()).toBe(sequences.at(-1))
  })

  it('begins at the beginning again when it was removed, also while somebody held a delivery', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const [one = 0, two = 0] = await storeArticles(log, 2)
    await using neighbour = await member(log, 'another')
    await neighbour.ack(sequencesOfAll(await pullAll(neighbour, 2)))
    const consumer = await member(log)
    await pull(consumer, 2)
    await consumer.ack([one])
    await consumer[Symbol.asyncDispose]()
    await log.removeConsumer('indexer-1')
    await log.removeConsumer('indexer-1')
    await using again = await member(log)
    expect(await again.position()).toBe(one - 1)
    expect(await pullAll(again, 2)).toMatchObject([
      { attempt: 1, record: { sequence: one } },
      { attempt: 1, record: { sequence: two } },
    ])
    expect(await neighbour.position()).toBe(two)
  })

  it('refuses names that an engine could not keep', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    for (const name of ['', 'a.b', 'a b', '*', '>']) {
      await expect(log.consumer({ name, ackWaitMs: ACK_WAIT_MS })).rejects.toThrow(LogMisuseError)
    }
  })
}

export function member(log: EventLog, name = 'indexer-1'): Promise<DurableConsumer> {
  return log.consumer({ name, ackWaitMs: ACK_WAIT_MS })
}

export function pull(consumer: DurableConsumer, max = 100): Promise<readonly Delivery[]> {
  return consumer.pull({ max, waitMs: PATIENCE_MS, signal: untilTheEnd() })
}

/** An engine may spread what is due over several pulls. */
export async function pullAll(consumer: DurableConsumer, count: number): Promise<readonly Delivery[]> {
  const deliveries: Delivery[] = []
  while (deliveries.length < count) deliveries.push(...(await pull(consumer)))
  return deliveries.toSorted((a, b) => a.record.sequence - b.record.sequence)
}

export function sequencesOfAll(deliveries: readonly Delivery[]): readonly number[] {
  return sequencesOf({ records: deliveries.map(({ record }) => record) })
}
