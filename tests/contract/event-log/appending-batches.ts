import { LogMisuseError, MAX_BATCH_RECORDS } from '@uniwire/ports'
import { expect, it } from 'vitest'
import type { EventLogEngine } from './engine.ts'
import { NEWS, newRecord, openNews, sequencesOf, stored } from './engine.ts'

const articles = (count: number) =>
  Array.from({ length: count }, (_, n) => newRecord(`article.kaznu.${n}`, 0))

export function appendingBatches(engine: EventLogEngine): void {
  it('stores 500 records in their order', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const outcome = await log.appendBatch(articles(MAX_BATCH_RECORDS))
    const { records } = await log.read({ after: 0, limit: 500 })
    expect(outcome).toEqual({ ok: true, sequences: sequencesOf({ records }) })
    expect(records.map(({ subject }) => subject)).toEqual(
      articles(MAX_BATCH_RECORDS).map(({ subject }) => subject),
    )
  })

  it.each([0, 1, 249, 499])('stores nothing when line %i conflicts', async (line) => {
    await using open = await engine.open()
    const log = await openNews(open)
    const batch = articles(500).map((record, n) => (n === line ? { ...record, expected: 3 } : record))
    expect(await log.appendBatch(batch)).toEqual({ ok: false, conflict: expect.stringMatching(/./) })
    expect((await log.read({ after: 0, limit: 500 })).records).toEqual([])
    expect(await log.appendBatch(articles(500))).toMatchObject({ ok: true })
  })

  it('stores nothing when a subject has moved on, and leaves what was there', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const kept = await stored(log, newRecord('article.kaznu.1', 0, '"kept"'))
    expect(await log.appendBatch(articles(3))).toMatchObject({ ok: false })
    expect(sequencesOf(await log.read({ after: 0, limit: 500 }))).toEqual([kept])
    const fresh = articles(3).map((record, n) => (n === 1 ? { ...record, expected: kept } : record))
    expect(await log.appendBatch(fresh)).toMatchObject({ ok: true })
  })

  it('stores one of two batches that share a subject', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const neighbour = await open.neighbour.open(NEWS)
    const outcomes = await Promise.all([
      log.appendBatch([newRecord('article.kaznu.1'), newRecord('article.kaznu.2')]),
      neighbour.appendBatch([newRecord('article.kaznu.2'), newRecord('article.kaznu.3')]),
    ])
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await log.read({ after: 0, limit: 500 })).records).toHaveLength(2)
  })

  it('takes an empty batch as stored', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    expect(await log.appendBatch([])).toEqual({ ok: true, sequences: [] })
    expect(await log.end()).toBe(0)
  })

  it.each([
    ['a subject twice', [newRecord('article.kaznu.1'), newRecord('article.kaznu.1', 1)]],
    ['501 records', articles(MAX_BATCH_RECORDS + 1)],
    ['one subject outside the stream', [newRecord('article.kaznu.1'), newRecord('key.kaznu.1')]],
    [
      'one payload too large',
      [newRecord('article.kaznu.1'), newRecord('article.kaznu.2', 0, 'x'.repeat(960_001))],
    ],
  ])('refuses %s, and stores nothing', async (_, batch) => {
    await using open = await engine.open()
    const log = await openNews(open)
    await expect(log.appendBatch(batch)).rejects.toThrow(LogMisuseError)
    expect(await log.end()).toBe(0)
  })
}
