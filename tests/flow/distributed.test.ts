import { afterAll, beforeAll, describe } from 'vitest'
import type { Engines } from '../harness/distributed.ts'
import { createDistributed, hasEngines, startEngines } from '../harness/distributed.ts'
import { guardEngines } from '../harness/guarded-engines.ts'
import { embargoedArticle } from './embargo.flow.ts'
import { hostileQueries } from './hostile-queries.flow.ts'
import { lifeOfAFeed } from './feeds.flow.ts'
import { hostileRequests } from './hostile-requests.flow.ts'
import { importedDocuments } from './imports.flow.ts'
import { journeyOfOneArticle } from './journey.flow.ts'
import { realPages } from './real-pages.flow.ts'
import { rebuiltSearch } from './rebuild-search.flow.ts'
import { refusedFields } from './refused-fields.flow.ts'
import { refusedWriters } from './refused-writers.flow.ts'
import { killedInTheMiddleOfWrites } from './sigkill.flow.ts'
import { viewsOnTheirWay } from './views.flow.ts'

describe.runIf(hasEngines())('five processes over NATS, Redis and Elasticsearch', () => {
  let engines: Engines

  beforeAll(async () => {
    engines = await startEngines()
  }, 180_000)
  afterAll(() => engines[Symbol.asyncDispose]())

  const createWire = () => createDistributed(engines)
  journeyOfOneArticle(createWire)
  refusedFields(createWire)
  refusedWriters(createWire)
  hostileRequests(createWire, 20)
  embargoedArticle(createWire)
  hostileQueries(createWire)
  importedDocuments(() => createDistributed(engines))
  lifeOfAFeed(() => createDistributed(engines, { settings: { UNIWIRE_HUB_ALLOW_PRIVATE: 'true' } }))
  killedInTheMiddleOfWrites(createWire)
  viewsOnTheirWay(createWire)
  rebuiltSearch(createWire)
  realPages(() => createDistributed(engines, { killsEngines: true }))

  describe('where each service has its own rights, and everything is killed', () => {
    let guarded: Engines

    beforeAll(async () => {
      guarded = await guardEngines(engines)
    })
    afterAll(() => guarded[Symbol.asyncDispose]())

    // The rights are written for the names without a namespace.
    const settings = { UNIWIRE_NAMESPACE: '' }
    journeyOfOneArticle(() => createDistributed(guarded, { settings, killsEngines: true }))
  })
})
