import { afterAll, beforeAll, describe } from 'vitest'
import type { Engines } from '../harness/distributed.ts'
import { createDistributed, hasEngines, startEngines } from '../harness/distributed.ts'
import { erasedArticle } from './erasure.flow.ts'

describe.runIf(hasEngines())('over NATS, Redis and Elasticsearch', () => {
  let engines: Engines

  beforeAll(async () => {
    engines = await startEngines()
  }, 180_000)
  afterAll(() => engines[Symbol.asyncDispose]())

  // Elasticsearch drops segments when it merges them: its own test is tests/elasticsearch/erased.
  erasedArticle(
    () => createDistributed(engines),
    ({ folder }) => [folder, engines.nats.folder],
  )
})
