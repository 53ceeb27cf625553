import { afterAll, beforeAll, describe } from 'vitest'
import { addressOf, hasEngine } from '../harness/engines/engine.ts'
import { startNats } from '../harness/engines/nats.ts'
import type { Nats } from '../harness/engines/nats.ts'
import { eventLogContract } from './event-log.contract.ts'
import { maxAgeMs, openNatsLog } from './nats-place.ts'
import type { NatsPlace } from './nats-place.ts'

describe.runIf(hasEngine('nats'))('with a NATS server', () => {
  const given = addressOf('nats')
  let place: NatsPlace
  let own: Nats | undefined
  beforeAll(async () => {
    if (given !== undefined) {
      place = { url: given }
    } else {
      own = await startNats()
      place = { url: own.url, own }
    }
  })
  afterAll(() => own?.[Symbol.asyncDispose]())

  eventLogContract('NATS JetStream', {
    open: () => openNatsLog(place),
    afterRestart: 'the same log',
    dropsByAge: { by: 'engine', maxAgeMs: (_, stream) => maxAgeMs(place, stream) },
    // One that runs elsewhere shows its records and not its files.
    replacedBytes: given === undefined ? 'left to the engine' : 'destroyed',
    // One that runs elsewhere is not restarted.
    heldAfterRestart: given === undefined ? 'given again' : 'kept',
  })
})
