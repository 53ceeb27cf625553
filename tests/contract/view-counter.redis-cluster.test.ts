import { describe } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import { openCounter } from '../redis/open-counter.ts'
import { sharedRedisCluster } from '../redis/redis-cluster.ts'
import { viewCounterContract } from './view-counter.contract.ts'

const isHere = hasEngine('redis', { own: true })

describe.runIf(isHere)('with three nodes of a cluster', () => {
  const newPlace = sharedRedisCluster()
  viewCounterContract('Redis Cluster', {
    open: async () => openCounter(await newPlace()),
    afterRestart: 'the same counts',
    forgetsIds: { by: 'clock' },
  })
})
