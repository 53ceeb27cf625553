import { EngineUnavailableError } from '@uniwire/ports'
import type { SearchDocument, SearchIndex } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { find, numbered } from '../contract/search-index/samples.ts'
import { startElasticsearch } from '../harness/engines/elasticsearch.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { placeAt, START_TIMEOUT_MS } from './elasticsearch-place.ts'
import type { ElasticsearchPlace } from './elasticsearch-place.ts'

/** The node looks at its disk every 10 seconds, which is as often as it lets itself be told. */
const PATIENCE_MS = 90_000
const DISK = 'cluster.routing.allocation.disk'
const WATERMARKS = ['low', 'high', 'flood_stage']

describe.runIf(hasEngine('elasticsearch', { own: true }))('a disk that is full', () => {
  it(
    'stops writers and no reader, and lets them go on by itself once there is room',
    { timeout: 3 * START_TIMEOUT_MS },
    async () => {
      await using node = await startElasticsearch({
        settings: {
          [`${DISK}.threshold_enabled`]: 'true',
          [`${DISK}.reroute_interval`]: '5s',
          'cluster.info.update.interval': '10s',
          ...Object.fromEntries(WATERMARKS.map((name) => [`${DISK}.watermark.${name}`, '1b'])),
        },
      })
      const place = placeAt(node.url)
      await using index = await place.open()
      await index.apply([numbered(1)])

      await needFree(place, '1pb')
      let n = 1
      await waitUntil(
        'a refusal',
        async () => (await outcomeOf(index, numbered(++n))) === 'away',
        PATIENCE_MS,
      )
      expect(await outcomeOf(index, numbered(n))).toBe('away')
      expect(await find(index, { limit: 1 })).toEqual([id(n - 1)])
      expect((await index.get([id(1)]))[0]?.document.version).toBe(1)

      await needFree(place, '1b')
      await waitUntil(
        'the document',
        async () => (await outcomeOf(index, numbered(n))) !== 'away',
        PATIENCE_MS,
      )
      expect(await find(index, { limit: 1 })).toEqual([id(n)])
      expect(place.errors).toEqual([])
    },
  )
})

const id = (n: number): string => `article-${String(n).padStart(4, '0')}`

/** How much of the disk must be free; with more than any disk has, it is full. */
async function needFree(place: ElasticsearchPlace, size: string): Promise<void> {
  const persistent = Object.fromEntries(WATERMARKS.map((name) => [`${DISK}.watermark.${name}`, size]))
  expect(await place.ask('PUT', '/_cluster/settings', { persistent })).toMatchObject({ acknowledged: true })
}

async function outcomeOf(index: SearchIndex, document: SearchDocument): Promise<string | undefined> {
  try {
    return (await index.apply([document]))[0]?.kind
  } catch (error) {
    if (error instanceof EngineUnavailableError) return 'away'
    throw error
  }
}
