import type { EventLog, StreamSpec } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { member, pull, pullAll, sequencesOfAll } from './consuming.ts'
import type { EventLogEngine } from './engine.ts'
import { ACK_WAIT_MS, newRecord, openNews, sequencesOf, stored, storeArticles } from './engine.ts'

const DAY_MS = 86_400_000

const TOTALS: StreamSpec = {
  name: 'UNIWIRE_TOTALS',
  subjects: ['views.>'],
  retention: { kind: 'last-per-subject' },
}
const RECEIPTS: StreamSpec = {
  name: 'UNIWIRE_RECEIPTS',
  subjects: ['receipt.>'],
  retention: { kind: 'days', days: 400 },
}

export function keeping(engine: EventLogEngine): void {
  it('keeps the newest record per subject where only that is asked for', async () => {
    await using open = await engine.open()
    const log = await open.logs.open(TOTALS)
    const one = await stored(log, newRecord('views.a.2024-09-01', 0, '1'))
    const other = await stored(log, newRecord('views.b.2024-09-01', 0, '1'))
    const two = await stored(log, newRecord('views.a.2024-09-01', one, '2'))
    const three = await stored(log, newRecord('views.a.2024-09-01', two, '3'))
    const page = await log.read({ after: 0, limit: 10 })
    expect(sequencesOf(page)).toEqual([other, three])
    expect(page.position).toBe(three)
    expect(await log.last('views.a.2024-09-01')).toMatchObject({ sequence: three, payload: '3' })
    expect(await log.append(newRecord('views.a.2024-09-01', two))).toMatchObject({ ok: false })
  })

  it('settles the deliveries of records that a newer one replaced', async () => {
    await using open = await engine.open()
    const log = await open.logs.open(TOTALS)
    await using consumer = await member(log)
    const one = await stored(log, newRecord('views.a.2024-09-01'))
    await pull(consumer)
    const two = await stored(log, newRecord('views.a.2024-09-01', one))
    expect(await consumer.position()).toBe(two - 1)
    expect(sequencesOfAll(await pull(consumer))).toEqual([two])
    await consumer.ack([two])
    await open.passTime(ACK_WAIT_MS)
    expect(await consumer.position()).toBe(two)
  })

  describe('a stream kept for days', () => {
    keepingDays[engine.dropsByAge.by](engine)
  })
  describe('a restart', () => {
    restarting[engine.afterRestart](engine)
  })

  it('gives every log a generation of its own, the same in all its streams', async () => {
    await using one = await engine.open()
    await using two = await engine.open()
    const log = await openNews(one)
    expect(log.generation).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-/)
    expect((await one.logs.open(TOTALS)).generation).toBe(log.generation)
    expect((await openNews(two)).generation).not.toBe(log.generation)
  })
}

const keepingDays = { clock: droppingByClock, engine: droppingByEngine }

function droppingByEngine(engine: EventLogEngine): void {
  it('tells the engine how long', async () => {
    await using open = await engine.open()
    await open.logs.open(RECEIPTS)
    expect(await engine.dropsByAge.maxAgeMs?.(open, RECEIPTS.name)).toBe(400 * DAY_MS)
  })
}

function droppingByClock(engine: EventLogEngine): void {
  it('drops records once they are older, and no younger ones', async () => {
    await using open = await engine.open()
    const log = await open.logs.open(RECEIPTS)
    const old = await stored(log, newRecord('receipt.1'))
    await open.passTime(DAY_MS)
    const young = await stored(log, newRecord('receipt.2'))
    await open.passTime(399 * DAY_MS)
    const still = await stored(log, newRecord('receipt.3'))
    expect(sequencesOf(await log.read({ after: 0, limit: 10 }))).toEqual([old, young, still])
    await open.passTime(1)
    const newest = await stored(log, newRecord('receipt.4'))
    expect(sequencesOf(await log.read({ after: 0, limit: 10 }))).toEqual([young, still, newest])
    expect(await stored(log, newRecord('receipt.1', 0))).toBeGreaterThan(newest)
  })
}

const restarting = { 'the same log': keepingEverything, 'a new log': beginningAnew }

function beginningAnew(engine: EventLogEngine): void {
  it('begins an empty log of another generation', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    await storeArticles(log, 3)
    await open.restart()
    const again = await openNews(open)
    expect(await again.end()).toBe(0)
    expect(again.generation).not.toBe(log.generation)
  })
}

function keepingEverything(engine: EventLogEngine): void {
  it('keeps records, sequences and the generation', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const sequences = await storeArticles(log, 20)
    const before = await everything(log)
    await open.restart()
    const again = await openNews(open)
    expect(await everything(again)).toEqual(before)
    expect(again.generation).toBe(log.generation)
    expect(await again.end()).toBe(sequences.at(-1))
    expect(await again.append(newRecord('article.kaznu.1', 0))).toMatchObject({ ok: false })
    expect(await stored(again, newRecord('article.kaznu.21'))).toBeGreaterThan(sequences.at(-1) ?? 0)
  })

  it('keeps what a consumer settled and has tried', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const [one = 0, two = 0, three = 0] = await storeArticles(log, 3)
    const consumer = await member(log)
    await pull(consumer, 2)
    await consumer.ack([one])
    await open.passTime(ACK_WAIT_MS)
    expect(await pull(consumer, 1)).toMatchObject([{ attempt: 2, record: { sequence: two } }])
    await open.restart()
    await using again = await member(await openNews(open))
    expect(await again.position()).toBe(one)
    const later = async () => {
      await open.passTime(ACK_WAIT_MS)
      return pull(again, 1)
    }
    const given =
      engine.heldAfterRestart === 'kept'
        ? [...(await pull(again)), ...(await later())]
        : (await pullAll(again, 2)).toReversed()
    expect(given).toMatchObject([
      { attempt: 1, record: { sequence: three } },
      { attempt: 3, record: { sequence: two } },
    ])
  })
}

async function everything(log: EventLog) {
  return log.read({ after: 0, limit: 500 })
}
