import { randomUUID } from 'node:crypto'
import { openElasticSearchIndex } from '@uniwire/adapter-elasticsearch'
import type { SearchIndex } from '@uniwire/ports'
import { startElasticsearch } from '../harness/engines/elasticsearch.ts'
import { addressOf } from '../harness/engines/engine.ts'
import type { OpenIndex } from './search-index/engine.ts'

/** A cluster for the tests of one file: the one of the environment, or a node of their own. */
export interface Cluster extends AsyncDisposable {
  readonly url: string
  /** An empty index, whose names nobody else has; removed on disposal. */
  openIndex(): Promise<OpenIndex>
}

/** Elasticsearch needs 10 to 20 seconds to start, more on a busy machine. */
export const START_TIMEOUT_MS = 120_000

export async function openCluster(): Promise<Cluster> {
  const given = addressOf('elasticsearch')
  const engine = given === undefined ? await startElasticsearch() : undefined
  const url = given ?? engine?.url ?? ''
  return {
    url,
    openIndex: () => openIndexAt(url),
    [Symbol.asyncDispose]: async () => engine?.[Symbol.asyncDispose](),
  }
}

async function openIndexAt(url: string): Promise<OpenIndex> {
  const indexPrefix = `test-${randomUUID()}`
  const errors: unknown[] = []
  const start = () =>
    openElasticSearchIndex({
      url,
      indexPrefix,
      newId: randomUUID,
      now: Date.now,
      // The suite writes one thing after the other; a test of its own looks at the limit.
      refreshEveryMs: 0,
      onError: (error) => errors.push(error),
    })
  let index = await start()
  return {
    index,
    async reopen(): Promise<SearchIndex> {
      await index[Symbol.asyncDispose]()
      return (index = await start())
    },
    async [Symbol.asyncDispose]() {
      await index[Symbol.asyncDispose]()
      await fetch(`${url}/${indexPrefix}-articles-v1-${index.indexId}`, { method: 'DELETE' })
      if (errors.length > 0) throw new AggregateError(errors, 'upkeep failed')
    },
  }
}
