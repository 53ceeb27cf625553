import { LogUnavailableError } from '@uniwire/ports'
import type { DurableConsumer } from '@uniwire/ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sequencesOfAll } from '../contract/event-log/consuming.ts'
import { newRecord, stored, storeArticles, untilTheEnd } from '../contract/event-log/engine.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startNats } from '../harness/engines/nats.ts'
import type { Nats } from '../harness/engines/nats.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { newNamespace, openLog, openRaw } from './open-log.ts'

const INDEXER = { name: 'indexer', ackWaitMs: 30_000 }

describe.runIf(hasEngine('nats', { own: true }))('a durable consumer of JetStream', () => {
  let nats: Nats
  beforeAll(async () => {
    nats = await startNats()
  })
  afterAll(() => nats[Symbol.asyncDispose]())

  const openHere = async () => {
    const namespace = newNamespace()
    return { namespace, ...(await openLog(nats.url, { namespace })) }
  }
  const pull = (consumer: DurableConsumer, waitMs = 10_000) =>
    consumer.pull({ max: 100, waitMs, signal: untilTheEnd() })
  const pullAtLast = (consumer: DurableConsumer) =>
    waitUntil('deliveries', async () => {
      const deliveries = await pull(consumer, 1_000).catch(() => [])
      return deliveries.length > 0 && deliveries
    })

  it('does not hang when the server is restarted under a waiting pull, and goes on', async () => {
    await using opened = await openHere()
    const consumer = await opened.log.consumer(INDEXER)
    const waiting = pull(consumer, 60_000)
    await Promise.all([expect(waiting).rejects.toThrow(LogUnavailableError), nats.restart()])
    const sequence = await waitUntil('an append', () =>
      stored(opened.log, newRecord('article.kaznu.1')).catch(() => undefined),
    )
    expect(sequencesOfAll(await pullAtLast(consumer))).toEqual([sequence])
  })

  it('does not hang when the server falls silent', async () => {
    await using opened = await openHere()
    const [one = 0] = await storeArticles(opened.log, 1)
    const consumer = await opened.log.consumer(INDEXER)
    await pull(consumer)
    nats.pause()
    await expect(pull(consumer, 60_000)).rejects.toThrow(LogUnavailableError)
    await expect(consumer.ack([one])).rejects.toThrow(LogUnavailableError)
    nats.resume()
    await consumer.ack([one])
    expect(await consumer.position()).toBe(one)
  })

  it('is made again when the server does not know it any more', async () => {
    await using opened = await openHere()
    await using raw = await openRaw(nats.url)
    const sequences = await storeArticles(opened.log, 2)
    const consumer = await opened.log.consumer(INDEXER)
    await consumer.ack(sequencesOfAll(await pull(consumer)))
    await raw.jsm.consumers.delete(`${opened.namespace}_UNIWIRE`, INDEXER.name)
    expect(sequencesOfAll(await pullAtLast(consumer))).toEqual(sequences)
  })

  it('takes its ack wait from the newest handle', async () => {
    await using opened = await openHere()
    await using raw = await openRaw(nats.url)
    await opened.log.consumer(INDEXER)
    await opened.log.consumer({ ...INDEXER, ackWaitMs: 12_000 })
    const { config } = await raw.jsm.consumers.info(`${opened.namespace}_UNIWIRE`, INDEXER.name)
    expect(config).toMatchObject({ ack_wait: 12_000_000_000, ack_policy: 'explicit', max_deliver: -1 })
  })

  it('hands on messages that are no events of ours, without a type', async () => {
    await using opened = await openHere()
    await using raw = await openRaw(nats.url)
    const consumer = await opened.log.consumer(INDEXER)
    raw.nc.publish(`${opened.namespace}.article.kaznu.1`, 'not even JSON')
    const [delivery] = await pull(consumer)
    expect(delivery?.record).toMatchObject({
      payload: 'not even JSON',
      envelope: { id: '', type: '', schema: 0 },
    })
    await consumer.term([delivery?.record.sequence ?? 0])
    expect(await consumer.position()).toBe(1)
  })
})
