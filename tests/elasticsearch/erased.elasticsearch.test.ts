import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { article, numbered, stub, words } from '../contract/search-index/samples.ts'
import { startElasticsearch } from '../harness/engines/elasticsearch.ts'
import type { Engine } from '../harness/engines/engine.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { waitUntil } from '../harness/wait-until.ts'
import type { ElasticsearchPlace } from './elasticsearch-place.ts'
import { placeAt, START_TIMEOUT_MS } from './elasticsearch-place.ts'

const SECRET = 'qwzxsecretword'

describe.runIf(hasEngine('elasticsearch', { own: true }))('what was erased', () => {
  it(
    'is not on the disk of Elasticsearch once the process has closed',
    { timeout: 2 * START_TIMEOUT_MS },
    async () => {
      await using node = await startElasticsearch()
      const place = placeAt(node.url)
      const index = await place.open()
      // Stored text is compressed, but the dictionary of terms is not.
      await index.apply([
        ...Array.from({ length: 50 }, (_, n) => numbered(n + 1)),
        article('a', 60, { title: words(SECRET), source: SECRET }),
      ])
      await place.ask('POST', `/${place.indexPrefix}*/_flush?force=true`)
      expect(holds(node, SECRET)).toBe(true)
      // It is in the index that a swap kept, and what is withdrawn is withdrawn from both.
      const { indexId } = index
      const rebuild = await index.beginRebuild()
      await rebuild.apply([...Array.from({ length: 50 }, (_, n) => numbered(n + 1)), stub('a', 61)])
      await rebuild.swap()
      await index.writer(indexId).apply([stub('a', 61)])
      // The engine keeps what is deleted for copies that catch up, and lets go of it every 30 s.
      await waitUntil('the engine to let go', () => isLetGo(place), 60_000)
      await index[Symbol.asyncDispose]()
      await waitUntil('the merge to end', async () => !holds(node, SECRET))
      expect(place.errors).toEqual([])
      await using reopened = await place.open()
      expect(await reopened.get(['a'])).toMatchObject([{ document: { kind: 'stub', version: 61 } }])
      expect((await reopened.query(EVERYTHING)).total).toBe(50)
    },
  )
})

const EVERYTHING = {
  terms: [],
  match: 'all',
  sort: 'newest',
  limit: 1,
  facets: false,
  filters: { universities: [], languages: [], categories: [] },
} as const

async function isLetGo(place: ElasticsearchPlace): Promise<boolean> {
  const stats = JSON.stringify(await place.ask('GET', `/${place.indexPrefix}*/_stats/docs?level=shards`))
  const kept = Number(/"retaining_seq_no":(\d+)/.exec(stats)?.[1])
  return kept > Number(/"max_seq_no":(\d+)/.exec(stats)?.[1])
}

/** Whether any file of the node's data holds these bytes. */
function holds(node: Engine, text: string): boolean {
  const data = join(node.folder, 'data')
  return readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => fileHolds(join(entry.parentPath, entry.name), text))
}

/** A file that a merge has just removed holds nothing. */
function fileHolds(file: string, text: string): boolean {
  try {
    return readFileSync(file).includes(text)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}
