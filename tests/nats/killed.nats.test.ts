import type { EventLog } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { newRecord } from '../contract/event-log/engine.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startNats } from '../harness/engines/nats.ts'
import { openLog, readAll } from './open-log.ts'
import { untilAnswered } from './until-answered.ts'

const WRITERS = 20
const APPENDS_EACH = 40
const BATCHES = 12
/** Acknowledged writes after which the server is killed. */
const KILLS = [60, 250, 500]

describe.runIf(hasEngine('nats', { own: true }))('kill -9 of NATS under load', () => {
  it('loses nothing that was acknowledged, and stores nothing twice', async () => {
    await using nats = await startNats()
    await using one = await openLog(nats.url)
    await using two = await openLog(nats.url)
    const ledger = new Map<string, number>()
    let due = 0
    const acknowledged = async (id: string, sequence: number) => {
      ledger.set(id, sequence)
      if (ledger.size < (KILLS[due] ?? Infinity)) return
      due += 1
      await nats.kill()
      await nats.restart()
    }
    const writer = async (log: EventLog, article: string) => {
      let expected = 0
      for (let n = 0; n < APPENDS_EACH; n++) {
        const record = newRecord(article, expected, JSON.stringify('x'.repeat(3_000)))
        const outcome = await untilAnswered(() => log.append(record))
        if (!outcome.ok) throw new Error(outcome.conflict)
        expected = outcome.sequence
        await acknowledged(record.envelope.id, expected)
      }
    }
    const importer = async (log: EventLog) => {
      for (let n = 0; n < BATCHES; n++) {
        const batch = Array.from({ length: 25 }, (_, line) => newRecord(`article.enu.${n}-${line}`))
        const outcome = await untilAnswered(() => log.appendBatch(batch))
        if (!outcome.ok) throw new Error(outcome.conflict)
        for (const [line, record] of batch.entries()) {
          await acknowledged(record.envelope.id, outcome.sequences[line] ?? 0)
        }
      }
    }
    const writers = Array.from({ length: WRITERS }, (_, n) =>
      writer(n % 2 === 0 ? one.log : two.log, `article.kaznu.${n}`),
    )
    await Promise.all([...writers, importer(two.log)])
    expect(due).toBe(KILLS.length)

    // Once more, with nothing in flight: what was acknowledged is all there is.
    await nats.kill()
    await nats.restart()
    await using fresh = await openLog(nats.url)
    const records = await readAll(fresh.log)
    expect(records.map(({ sequence, envelope }) => [envelope.id, sequence])).toEqual(
      [...ledger].toSorted(([, a], [, b]) => a - b),
    )
  })
})
