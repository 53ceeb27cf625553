import { STREAMS } from '@uniwire/events'
import type { EventLog, NewRecord } from '@uniwire/ports'
import { LogUnavailableError } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { openSampleLogs } from '../sample-syndicator.fixture.ts'
import { gatherAppends } from './gathered-appends.ts'

let ids = 0
function record(subject: string, expected = 0): NewRecord {
  const envelope = {
    id: `id-${(ids += 1)}`,
    source: '/s',
    type: 't',
    time: '2027-03-01T06:00:00Z',
    schema: 1,
  }
  return { subject: `hub.${subject}`, expected, envelope, payload: '{}' }
}

/** The log of subscriptions, and how it was written. */
async function writtenLog() {
  const logs = await openSampleLogs()
  const log = await logs.open(STREAMS.hub)
  const writes: (number | 'one')[] = []
  const watched: Pick<EventLog, 'append' | 'appendBatch'> = {
    append: (one) => (writes.push('one'), log.append(one)),
    appendBatch: (many) => (writes.push(many.length), log.appendBatch(many)),
  }
  return {
    log,
    writes,
    append: gatherAppends(watched),
    [Symbol.asyncDispose]: () => logs[Symbol.asyncDispose](),
  }
}

describe('appends of many at once', () => {
  it('are one batch, and each caller has the sequence of its own record', async () => {
    await using place = await writtenLog()
    const names = Array.from({ length: 40 }, (_, n) => `s${n}`)
    const outcomes = await Promise.all(names.map((name) => place.append(record(name))))
    expect(place.writes).toEqual([40])
    for (const [n, name] of names.entries()) {
      const last = await place.log.last(`hub.${name}`)
      expect(outcomes[n]).toEqual({ ok: true, sequence: last?.sequence })
    }
  })

  it('are written one by one when one of them conflicts, which alone is refused', async () => {
    await using place = await writtenLog()
    await place.append(record('taken'))
    const outcomes = await Promise.all(['a', 'taken', 'b'].map((name) => place.append(record(name))))
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true])
    expect(place.writes).toEqual(['one', 3, 'one', 'one', 'one'])
  })

  it('follow one another when they are about the same subject', async () => {
    await using place = await writtenLog()
    const [first, second] = await Promise.all([place.append(record('a')), place.append(record('a', 1))])
    expect([first, second]).toEqual([
      { ok: true, sequence: 1 },
      { ok: true, sequence: 2 },
    ])
  })

  it('are refused together while the log is away, and not later', async () => {
    await using place = await writtenLog()
    let away = true
    const guarded: Pick<EventLog, 'append' | 'appendBatch'> = {
      append: (one) => place.log.append(one),
      appendBatch: (many) =>
        away ? Promise.reject(new LogUnavailableError('away')) : place.log.appendBatch(many),
    }
    const append = gatherAppends(guarded)
    const lost = await Promise.allSettled([append(record('a')), append(record('b'))])
    expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    away = false
    const kept = await Promise.all([append(record('a')), append(record('b'))])
    expect(kept.every(({ ok }) => ok)).toBe(true)
  })
})
