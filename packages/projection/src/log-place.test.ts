import type { EventLog } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import type { LogPlace } from './log-place.ts'
import { placeAfter, whyAnotherLog } from './log-place.ts'

const log: Pick<EventLog, 'generation' | 'end' | 'idAt'> = {
  generation: 'log-1',
  end: () => Promise.resolve(10),
  idAt: (sequence) => Promise.resolve(sequence === 5 ? undefined : `event-${sequence}`),
}
const right: LogPlace = {
  generation: 'log-1',
  position: 8,
  newest: { sequence: 7, eventId: 'event-7' },
}

describe('a place in a log', () => {
  it.each<[string, LogPlace]>([
    ['nothing was read yet', { generation: 'log-1', position: 0 }],
    ['the event is the same', right],
    ['it is at the end', { ...right, position: 10 }],
    ['its event was erased since', { ...right, newest: { sequence: 5, eventId: 'event-5' } }],
  ])('is gone on from when %s', async (_, place) => {
    expect(await whyAnotherLog(place, log)).toBeUndefined()
  })

  it.each<[string, LogPlace]>([
    ['it belongs to another log', { ...right, generation: 'log-2' }],
    ['it is ahead of the log', { ...right, position: 11 }],
    ['the log has another event at its position', { ...right, newest: { sequence: 7, eventId: 'other' } }],
  ])('is left when %s', async (reason, place) => {
    expect(await whyAnotherLog(place, log)).toBe(reason)
  })

  it('looks at the generation that the log has now', async () => {
    let generation = 'log-1'
    const restored = {
      get generation() {
        return generation
      },
      end: () => {
        generation = 'log-2'
        return Promise.resolve(10)
      },
      idAt: log.idAt,
    }
    expect(await whyAnotherLog(right, restored)).toBe('it belongs to another log')
  })

  it('moves with each page, and keeps its event over holes', () => {
    const moved = placeAfter({ records: [], position: 9 }, right)
    expect(moved).toEqual({ ...right, position: 9 })
    expect(placeAfter({ records: [], position: 3 }, right).position).toBe(8)
  })
})
