import { describe } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import { openCounter } from '../redis/open-counter.ts'
import { sharedRedis } from '../redis/redis-place.ts'
import { viewCounterContract } from './view-counter.contract.ts'

const isHere = hasEngine('redis')

describe.runIf(isHere)('with one Redis', () => {
  const newPlace = sharedRedis()
  viewCounterContract('Redis', {
    open: async () => openCounter(await newPlace()),
    afterRestart: 'the same counts',
    forgetsIds: { by: 'clock' },
  })
})
