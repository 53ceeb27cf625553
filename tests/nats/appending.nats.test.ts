import { LogUnavailableError } from '@uniwire/ports'
import type { EventLog } from '@uniwire/ports'
import { jetstream } from '@nats-io/jetstream'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newRecord, stored } from '../contract/event-log/engine.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startNats } from '../harness/engines/nats.ts'
import type { Nats } from '../harness/engines/nats.ts'
import { newNamespace, openLog, openRaw, readAll } from './open-log.ts'

describe.runIf(hasEngine('nats', { own: true }))('an append to JetStream', () => {
  let nats: Nats
  beforeAll(async () => {
    nats = await startNats()
  })
  afterAll(() => nats[Symbol.asyncDispose]())

  const openHere = async () => {
    const namespace = newNamespace()
    return { namespace, ...(await openLog(nats.url, { namespace })) }
  }

  it('is the same append when it is repeated, with message id and expected sequence in both', async () => {
    await using opened = await openHere()
    const record = newRecord('article.kaznu.1')
    const first = await opened.log.append(record)
    expect(await opened.log.append(record)).toEqual(first)
    const second = newRecord('article.kaznu.1', await stored(opened.log, newRecord('article.kaznu.1', 1)))
    const later = await opened.log.append(second)
    // Two records further on, the first one is still found.
    expect(await opened.log.append(record)).toEqual(first)
    expect(await opened.log.append(second)).toEqual(later)
    expect(await readAll(opened.log)).toHaveLength(3)
  })

  it('is the same append when the server has forgotten its message id', async () => {
    await using opened = await openHere()
    await using raw = await openRaw(nats.url)
    const name = `${opened.namespace}_UNIWIRE`
    const { config } = await raw.jsm.streams.info(name)
    await raw.jsm.streams.update(name, { ...config, duplicate_window: 100_000_000 })
    const record = newRecord('article.kaznu.1')
    const first = await opened.log.append(record)
    // The server's own clock; nothing tells when an id is gone.
    await delay(400)
    expect(await opened.log.append(record)).toEqual(first)
    expect(await readAll(opened.log)).toHaveLength(1)
  })

  it('is another one when another writer has the same content, and one of them is refused', async () => {
    await using opened = await openHere()
    const [one, two] = [newRecord('article.kaznu.1', 0, '"A"'), newRecord('article.kaznu.1', 0, '"A"')]
    const outcomes = await Promise.all([opened.log.append(one), opened.log.append(two)])
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it('answers unknown when the server falls silent, and is the same append afterwards', async () => {
    await using opened = await openHere()
    const kept = await stored(opened.log, newRecord('article.kaznu.1'))
    const record = newRecord('article.kaznu.1', kept)
    nats.pause()
    await expect(opened.log.append(record)).rejects.toThrow(LogUnavailableError)
    nats.resume()
    // The server takes what lay in its socket: it was stored, late.
    const outcome = await opened.log.append(record)
    expect(outcome).toMatchObject({ ok: true })
    expect(await idsIn(opened.log)).toEqual([expect.any(String), record.envelope.id])
  })

  it('finds out by itself when the server answers again in time', async () => {
    await using opened = await openHere()
    const record = newRecord('article.kaznu.1')
    nats.pause()
    const appending = opened.log.append(record)
    await delay(2_500) // Past the time that the append has, not past that of the question after it.
    nats.resume()
    expect(await appending).toMatchObject({ ok: true })
    expect(await idsIn(opened.log)).toEqual([record.envelope.id])
  })
})

describe.runIf(hasEngine('nats', { own: true }))('a batch to JetStream', () => {
  let nats: Nats
  beforeAll(async () => {
    nats = await startNats()
  })
  afterAll(() => nats[Symbol.asyncDispose]())

  const openHere = async () => {
    const namespace = newNamespace()
    return { namespace, ...(await openLog(nats.url, { namespace })) }
  }
  const batchOf = (count: number) => Array.from({ length: count }, (_, n) => newRecord(`article.kaznu.${n}`))

  it('is the same batch when it is repeated', async () => {
    await using opened = await openHere()
    const batch = batchOf(3)
    const first = await opened.log.appendBatch(batch)
    expect(await opened.log.appendBatch(batch)).toEqual(first)
    expect(await readAll(opened.log)).toHaveLength(3)
  })

  it('answers unknown when the server falls silent, and is stored once', async () => {
    await using opened = await openHere()
    const batch = batchOf(20)
    nats.pause()
    await expect(opened.log.appendBatch(batch)).rejects.toThrow(LogUnavailableError)
    nats.resume()
    expect(await opened.log.appendBatch(batch)).toMatchObject({ ok: true })
    expect(await idsIn(opened.log)).toEqual(batch.map(({ envelope }) => envelope.id))
  })

  it('takes more bytes than may wait in a connection', async () => {
    await using opened = await openHere()
    const large = JSON.stringify('x'.repeat(900_000))
    const batch = batchOf(30).map((record) => ({ ...record, payload: large }))
    expect(await opened.log.appendBatch(batch)).toMatchObject({ ok: true })
    expect((await opened.log.read({ after: 0, limit: 500 })).records.length).toBeLessThan(15)
    expect(await readAll(opened.log)).toHaveLength(30)
  })

  it('is made by hand, because the one of the client drops what is expected', async () => {
    await using opened = await openHere()
    await using raw = await openRaw(nats.url)
    await stored(opened.log, newRecord('article.kaznu.1', 0, '"kept"'))
    const subject = (n: number) => `${opened.namespace}.article.kaznu.${n}`
    const batch = await jetstream(raw.nc).startBatch(subject(2), '""')
    batch.add(subject(1), '"overwrites"', { expect: { lastSubjectSequence: 0 } })
    await batch.commit(subject(3), '""')
    // When this fails, the client has learned it, and the comment in append-batch.ts is to be looked at again.
    expect(await opened.log.last('article.kaznu.1')).toMatchObject({ payload: '"overwrites"' })
  })
})

const idsIn = async (log: EventLog) => (await readAll(log)).map(({ envelope }) => envelope.id)
