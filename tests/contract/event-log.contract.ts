/**
 * The promises of the `EventLog` port. One file per engine runs them; what engines do differently is an
 * option of `EventLogEngine`, never a test left out.
 */
import { describe } from 'vitest'
import { appending } from './event-log/appending.ts'
import { appendingBatches } from './event-log/appending-batches.ts'
import { consuming } from './event-log/consuming.ts'
import { consumingTogether } from './event-log/consuming-together.ts'
import type { EventLogEngine } from './event-log/engine.ts'
import { erasing } from './event-log/erasing.ts'
import { following } from './event-log/following.ts'
import { keeping } from './event-log/keeping.ts'
import { reading } from './event-log/reading.ts'

export type { EventLogEngine, OpenLog } from './event-log/engine.ts'

export function eventLogContract(name: string, engine: EventLogEngine): void {
  describe(`EventLog over ${name}`, () => {
    describe('append', () => {
      appending(engine)
    })
    describe('appendBatch', () => {
      appendingBatches(engine)
    })
    describe('read and last', () => {
      reading(engine)
    })
    describe('follow', () => {
      following(engine)
    })
    describe('a durable consumer', () => {
      consuming(engine)
    })
    describe('members of one consumer', () => {
      consumingTogether(engine)
    })
    describe('erase', () => {
      erasing(engine)
    })
    describe('retention and restart', () => {
      keeping(engine)
    })
  })
}
