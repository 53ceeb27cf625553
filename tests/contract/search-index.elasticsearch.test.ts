import { describe } from 'vitest'
import { sharedElasticsearch } from '../elasticsearch/elasticsearch-place.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { searchIndexContract } from './search-index.contract.ts'

describe.runIf(hasEngine('elasticsearch'))('one node of Elasticsearch', () => {
  const place = sharedElasticsearch()
  searchIndexContract('Elasticsearch', {
    keepsWhenClosed: true,
    async open() {
      const opened = await place()
      let index = await opened.open()
      return {
        index,
        async reopen() {
          await index[Symbol.asyncDispose]()
          return (index = await opened.open())
        },
        async [Symbol.asyncDispose]() {
          await index[Symbol.asyncDispose]()
          await opened[Symbol.asyncDispose]()
          if (opened.errors.length > 0) throw new AggregateError(opened.errors, 'upkeep failed')
        },
      }
    },
  })
})
