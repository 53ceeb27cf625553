import { openEventLogs, openViewCounter } from '@uniwire/adapter-sqlite'
import type { LogRecord } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { NEWS, newRecord } from './event-log/engine.ts'
import { runUntilKilled } from './kill/run-until-killed.ts'
import { sqlitePlace } from './sqlite-place.ts'

const ROUNDS = [150, 400, 277]

describe('kill -9 of a process that writes', () => {
  it('loses no acknowledged record of the log, and stores none twice', async () => {
    using place = sqlitePlace('file', 'log.db')
    const ledger: string[] = []
    for (const lines of ROUNDS) ledger.push(...(await runUntilKilled('log-writer.ts', place.file, lines)))
    expect(ledger.length).toBeGreaterThanOrEqual(827)

    await using logs = await openEventLogs({
      file: place.file,
      now: Date.now,
      newId: () => crypto.randomUUID(),
    })
    const log = await logs.open(NEWS)
    const records: LogRecord[] = []
    for (
      let after = 0, page;
      (page = await log.read({ after, limit: 500 })).records.length > 0;
      after = page.position
    ) {
      records.push(...page.records)
    }
    const found = records.map((record) => `${record.subject} ${record.sequence} ${record.envelope.id}`)
    expect(found).toEqual(expect.arrayContaining(ledger))
    expect(new Set(records.map(({ envelope }) => envelope.id)).size).toBe(records.length)
    // What was stored and not told of was in flight at one of the kills: one per writer and round.
    expect(records.length - ledger.length).toBeLessThanOrEqual(10 * ROUNDS.length)
    const expected = (await log.last('article.kaznu.0'))?.sequence ?? 0
    expect(await log.append(newRecord('article.kaznu.0', expected))).toMatchObject({ ok: true })
  })

  it('loses no counted view, and counts none twice', async () => {
    using place = sqlitePlace('file', 'views.db')
    const ledger: string[] = []
    for (const lines of ROUNDS) ledger.push(...(await runUntilKilled('view-writer.ts', place.file, lines)))

    await using counter = await openViewCounter({ file: place.file, now: Date.now })
    const articles = Array.from({ length: 10 }, (_, n) => `article-${n}`)
    const live = (await counter.totals(articles)).reduce((sum, totals) => sum + (totals?.live ?? 0), 0)
    expect(live).toBeGreaterThanOrEqual(ledger.length)
    expect(live - ledger.length).toBeLessThanOrEqual(10 * ROUNDS.length)
    const resent = ledger.map((line) => {
      const [article = '', id = ''] = line.split(' ')
      return { id, article, visitor: 'another', at: new Date().toISOString() }
    })
    expect(new Set(await counter.record(resent))).toEqual(new Set(['duplicate']))
  })
})
