import { beforeAll, describe } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import type { Cluster } from './elasticsearch-place.ts'
import { openCluster, START_TIMEOUT_MS } from './elasticsearch-place.ts'
import { searchIndexContract } from './search-index.contract.ts'

describe.runIf(hasEngine('elasticsearch'))('one node of Elasticsearch', () => {
  let cluster: Cluster | undefined
  beforeAll(async () => {
    cluster = await openCluster()
    return () => cluster?.[Symbol.asyncDispose]()
  }, START_TIMEOUT_MS)

  searchIndexContract('Elasticsearch', {
    keepsWhenClosed: true,
    open: () => cluster?.openIndex() ?? Promise.reject(new Error('no cluster')),
  })
})
