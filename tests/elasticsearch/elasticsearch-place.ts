import { randomUUID } from 'node:crypto'
import { openElasticSearchIndex } from '@uniwire/adapter-elasticsearch'
import type { ElasticSearchIndexOptions } from '@uniwire/adapter-elasticsearch'
import type { SearchIndex } from '@uniwire/ports'
import { afterAll, beforeAll } from 'vitest'
import { startElasticsearch } from '../harness/engines/elasticsearch.ts'
import { addressOf } from '../harness/engines/engine.ts'
import type { Engine } from '../harness/engines/engine.ts'

export type OpenOptions = Partial<ElasticSearchIndexOptions>

/** Names of one test in a cluster; what it leaves there is removed on disposal. */
export interface ElasticsearchPlace extends AsyncDisposable {
  readonly url: string
  readonly indexPrefix: string
  /** Upkeep that failed. */
  readonly errors: unknown[]
  /** Without a pause between refreshes: tests write one thing after the other. */
  open(options?: OpenOptions): Promise<SearchIndex>
  /** Straight to the cluster. */
  ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<unknown>
  /** Names of the indices of this test. */
  indices(): Promise<readonly string[]>
}

/** Starting takes 10 to 20 seconds, and minutes on a machine with thirty times the work it can do. */
export const START_TIMEOUT_MS = 300_000

/** The cluster of `ELASTICSEARCH_URL`, or a node of this file's own, which ends with it. */
export function sharedElasticsearch(): () => Promise<ElasticsearchPlace> {
  let url = addressOf('elasticsearch')
  let node: Engine | undefined
  // No test has to wait for it within its own time.
  beforeAll(async () => {
    if (url === undefined) url = (node = await startElasticsearch()).url
  }, START_TIMEOUT_MS)
  afterAll(() => node?.[Symbol.asyncDispose]())
  return () => {
    if (url === undefined) throw new Error('Elasticsearch is asked for outside of a test')
    return Promise.resolve(placeAt(url))
  }
}

export function placeAt(url: string): ElasticsearchPlace {
  const indexPrefix = `test-${randomUUID()}`
  const errors: unknown[] = []
  const ask: ElasticsearchPlace['ask'] = async (method, path, body) => {
    const init = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    return (await fetch(`${url}${path}`, { method, ...init })).json()
  }
  const indices = async () => Object.keys((await ask('GET', `/${indexPrefix}*`)) as object)
  return {
    url,
    indexPrefix,
    errors,
    ask,
    indices,
    open: (options = {}) =>
      openElasticSearchIndex({
        url,
        indexPrefix,
        newId: randomUUID,
        now: Date.now,
        refreshEveryMs: 0,
        onError: (error) => errors.push(error),
        ...options,
      }),
    async [Symbol.asyncDispose]() {
      for (const index of await indices()) await ask('DELETE', `/${index}`)
    },
  }
}
