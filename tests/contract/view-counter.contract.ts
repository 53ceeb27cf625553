/**
 * The promises of the `ViewCounter` port. One file per engine runs them; what engines do differently is an
 * option of `ViewCounterEngine`, never a test left out.
 */
import { describe } from 'vitest'
import { counting } from './view-counter/counting.ts'
import type { ViewCounterEngine } from './view-counter/engine.ts'
import { guarding } from './view-counter/guarding.ts'
import { ranking } from './view-counter/ranking.ts'
import { remembering } from './view-counter/remembering.ts'
import { salting } from './view-counter/salting.ts'
import { seeding } from './view-counter/seeding.ts'
import { settling } from './view-counter/settling.ts'

export type { OpenCounter, ViewCounterEngine } from './view-counter/engine.ts'

export function viewCounterContract(name: string, engine: ViewCounterEngine): void {
  describe(`ViewCounter over ${name}`, () => {
    describe('record', () => {
      counting(engine)
    })
    describe('reloads, visitors and days', () => {
      guarding(engine)
    })
    describe('seed', () => {
      seeding(engine)
    })
    describe('mostRead', () => {
      ranking(engine)
    })
    describe('unsettled and settle', () => {
      settling(engine)
    })
    describe('visitorSalt', () => {
      salting(engine)
    })
    describe('memory', () => {
      remembering(engine)
    })
  })
}
