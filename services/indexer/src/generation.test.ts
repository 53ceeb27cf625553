import type { Checkpoint, EventLog } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { whyRebuild } from './generation.ts'

const log: Pick<EventLog, 'generation' | 'end' | 'idAt'> = {
  generation: 'log-1',
  end: () => Promise.resolve(10),
  idAt: (sequence) => Promise.resolve(sequence === 5 || sequence === 0 ? undefined : `event-${sequence}`),
}
const right: Checkpoint = { generation: 'log-1', position: 8, eventId: 'event-8', analyser: '2.1' }

describe('an index', () => {
  it.each<[string, Checkpoint | undefined]>([
    ['it is new', undefined],
    ['it is at an event of this log', right],
    ['it is at the end', { ...right, position: 10, eventId: 'event-10' }],
    ['it is at the beginning', { generation: 'log-1', position: 0, analyser: '2.1' }],
    ['the event at its position was erased since', { ...right, position: 5, eventId: 'event-5' }],
    ['it came to a hole', { generation: 'log-1', position: 8, analyser: '2.1' }],
  ])('is built upon when %s', async (_, checkpoint) => {
    expect(await whyRebuild(checkpoint, log, '2.1')).toBeUndefined()
  })

  it.each<[string, Checkpoint]>([
    ['it belongs to another log', { ...right, generation: 'log-2' }],
    ['its words were made by analyser 2.0, not 2.1', { ...right, analyser: '2.0' }],
    ['it is ahead of the log', { ...right, position: 11, eventId: 'event-11' }],
    ['the log has another event at its position', { ...right, eventId: 'another' }],
  ])('is built anew when %s', async (reason, checkpoint) => {
    expect(await whyRebuild(checkpoint, log, '2.1')).toBe(reason)
  })
})
