import { afterAll, beforeAll, describe } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import { startNats } from '../harness/engines/nats.ts'
import type { Nats } from '../harness/engines/nats.ts'
import { eventLogContract } from './event-log.contract.ts'
import { maxAgeMs, openNatsLog } from './nats-place.ts'

describe.runIf(hasEngine('nats', { own: true }))('with a NATS server', () => {
  let nats: Nats
  beforeAll(async () => {
    nats = await startNats()
  })
  afterAll(() => nats[Symbol.asyncDispose]())

  eventLogContract('NATS JetStream', {
    open: () => openNatsLog(nats),
    afterRestart: 'the same log',
    dropsByAge: { by: 'engine', maxAgeMs: (_, stream) => maxAgeMs(nats, stream) },
    replacedBytes: 'left to the engine',
    heldAfterRestart: 'given again',
  })
})
