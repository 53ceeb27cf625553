import { trySubject, deadSubject, readEvent } from '@uniwire/events'
import { EngineUnavailableError } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import type { Place } from './competing.fixture.ts'
import { compete, deliverInVain } from './competing.fixture.ts'
import { createDeadLetterBox } from './dead-letters.ts'
import { openLogs } from './logs.fixture.ts'

const boxOf = (place: Place) =>
  createDeadLetterBox({
    dead: place.dead,
    projection: 'test',
    newId: () => crypto.randomUUID(),
    now: place.now,
  })

async function reasonAt(place: Place, sequence: number): Promise<string | undefined> {
  const record = await place.dead.last(deadSubject('test', sequence))
  const read = record === undefined ? undefined : readEvent(record)
  return read?.kind === 'event' && read.event.type === 'letter.dead' ? read.event.payload.reason : undefined
}

describe('an event that cannot be applied', () => {
  it('becomes one dead letter, with its reason, and its neighbours are applied', async () => {
    await using place = await openLogs()
    await place.append('before')
    const poison = await place.append('poison')
    const last = await place.append('after')
    await using running = await compete(place, (name) =>
      name === 'poison' ? { kind: 'dead', reason: 'refused' } : undefined,
    )
    await expect.poll(() => running.positions).toEqual([0, last])
    expect(running.died).toEqual(['university.poison: refused'])
    expect(await reasonAt(place, poison)).toBe('refused')
    expect(running.batches).toEqual([['before', 'poison', 'after']])
  })

  it('blocks nobody when it makes the projection throw: each is applied alone, it is given up', async () => {
    await using place = await openLogs()
    await place.append('before')
    const poison = await place.append('poison')
    const last = await place.append('after')
    await using running = await compete(place, (name) =>
      name === 'poison' ? new TypeError('no title') : undefined,
    )
    await expect.poll(() => running.positions).toEqual([0, last])
    const alone = running.batches.slice(1).flat()
    expect(alone).toEqual(['before', 'poison', 'poison', 'poison', 'after'])
    expect(await reasonAt(place, poison)).toBe('throws: no title')
  })

  it('is not given up for an outage that comes between two throws', async () => {
    await using place = await openLogs()
    const last = await place.append('one')
    const fates = [
      new TypeError('odd'),
      new TypeError('odd'),
      ...Array.from({ length: 9 }, () => new EngineUnavailableError('away')),
      undefined,
    ]
    await using running = await compete(place, () => fates.shift())
    await expect.poll(() => running.positions).toEqual([0, last])
    expect(running.died).toEqual([])
  })
})

describe('an event that was delivered more than three times', () => {
  it('is applied alone, noted before and cleared after', async () => {
    await using place = await openLogs()
    const first = await place.append('one')
    const last = await place.append('two')
    await deliverInVain(place, 3)
    const box = boxOf(place)
    const noted: number[] = []
    await using running = await compete(place, undefined, {
      deadLetters: {
        ...box,
        noteTry: async (sequence) => {
          await box.noteTry(sequence)
          noted.push(await box.uncleared(sequence))
        },
      },
    })
    await expect.poll(() => running.positions.at(-1)).toBe(last)
    expect(running.batches).toEqual([['one'], ['two']])
    expect(noted).toEqual([1, 1])
    expect(await box.uncleared(first)).toBe(0)
    expect(await place.dead.last(trySubject('test', last))).toBeDefined()
  })

  it('lets everything go first that is not suspected', async () => {
    await using place = await openLogs()
    await place.append('old')
    await deliverInVain(place, 3)
    const last = await place.append('new')
    await using running = await compete(place)
    await expect.poll(() => running.positions.at(-1)).toBe(last)
    expect(running.batches).toEqual([['new'], ['old']])
  })

  it('is a dead letter once three tries ended with the process', async () => {
    await using place = await openLogs()
    const poison = await place.append('poison')
    const last = await place.append('next')
    await deliverInVain(place, 3)
    const box = boxOf(place)
    for (let crash = 0; crash < 3; crash += 1) await box.noteTry(poison)
    await using running = await compete(place)
    await expect.poll(() => running.positions.at(-1)).toBe(last)
    expect(running.batches).toEqual([['next']])
    expect(await reasonAt(place, poison)).toBe('crashes')
  })

  it('is not blamed for an engine that is away, however often it was tried', async () => {
    await using place = await openLogs()
    const last = await place.append('one')
    await deliverInVain(place, 3)
    let outages = 10
    await using running = await compete(place, () =>
      outages-- > 0 ? new EngineUnavailableError('away') : undefined,
    )
    await expect.poll(() => running.positions.at(-1)).toBe(last)
    expect(running.died).toEqual([])
    expect(await boxOf(place).uncleared(last)).toBe(0)
  })

  it('is not blamed when the note of its success was not taken', async () => {
    await using place = await openLogs()
    const last = await place.append('one')
    await deliverInVain(place, 3)
    const box = boxOf(place)
    let refusals = 5
    await using running = await compete(place, undefined, {
      deadLetters: {
        ...box,
        clearTries: (sequence) =>
          refusals-- > 0 ? Promise.reject(new EngineUnavailableError('away')) : box.clearTries(sequence),
      },
    })
    await expect.poll(() => refusals).toBeLessThan(0)
    await expect.poll(() => running.positions.at(-1)).toBe(last)
    expect(running.died).toEqual([])
  })
})
