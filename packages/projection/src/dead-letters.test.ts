import { deadSubject, readEvent, trySubject } from '@uniwire/events'
import type { LogRecord } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { createDeadLetterBox } from './dead-letters.ts'
import { openLogs } from './logs.fixture.ts'

async function openBox(place: Awaited<ReturnType<typeof openLogs>>, projection = 'search') {
  const newId = () => crypto.randomUUID()
  const box = createDeadLetterBox({ dead: place.dead, projection, newId, now: place.now })
  const { records } = await place.log.read({ after: 0, limit: 10 })
  const [record] = records
  if (record === undefined) throw new Error('the log is empty')
  return { box, record }
}

function payloadOf(record: LogRecord | undefined): unknown {
  const read = record === undefined ? undefined : readEvent(record)
  return read?.kind === 'event' ? read.event.payload : undefined
}

describe('dead letters', () => {
  it('say which event was given up, by whom, and why', async () => {
    await using place = await openLogs()
    const sequence = await place.append('one')
    const { box, record } = await openBox(place)
    await box.write(record, 'the title is missing')
    expect(payloadOf(await place.dead.last(deadSubject('search', sequence)))).toEqual({
      projection: 'search',
      sequence,
      subject: 'university.one',
      type: 'test.noted',
      reason: 'the title is missing',
    })
  })

  it('are written once, however often the event comes back', async () => {
    await using place = await openLogs()
    await place.append('one')
    const { box, record } = await openBox(place)
    await box.write(record, 'first')
    const end = await place.dead.end()
    await box.write(record, 'second')
    expect(await place.dead.end()).toBe(end)
  })

  it('are kept apart by projection', async () => {
    await using place = await openLogs()
    const sequence = await place.append('one')
    const search = await openBox(place)
    const hub = await openBox(place, 'hub')
    await search.box.write(search.record, 'no')
    await hub.box.write(hub.record, 'no')
    expect(await place.dead.last(deadSubject('hub', sequence))).toBeDefined()
    expect(await place.dead.last(deadSubject('search', sequence))).toBeDefined()
  })

  it('fit into the log, however much an engine says', async () => {
    await using place = await openLogs()
    const sequence = await place.append('one')
    const { box, record } = await openBox(place)
    await box.write(record, 'x'.repeat(2_000_000))
    expect(payloadOf(await place.dead.last(deadSubject('search', sequence)))).toMatchObject({
      reason: 'x'.repeat(2_000),
    })
  })
})

describe('tries', () => {
  it('add up until they are cleared', async () => {
    await using place = await openLogs()
    const sequence = await place.append('one')
    const { box } = await openBox(place)
    expect(await box.uncleared(sequence)).toBe(0)
    await box.noteTry(sequence)
    await box.noteTry(sequence)
    expect(await box.uncleared(sequence)).toBe(2)
    await box.clearTries(sequence)
    expect(await box.uncleared(sequence)).toBe(0)
    expect(payloadOf(await place.dead.last(trySubject('search', sequence)))).toMatchObject({ tries: 0 })
  })

  it('leave nothing behind where there were none', async () => {
    await using place = await openLogs()
    const sequence = await place.append('one')
    const { box } = await openBox(place)
    await box.clearTries(sequence)
    expect(await place.dead.end()).toBe(0)
  })
})
