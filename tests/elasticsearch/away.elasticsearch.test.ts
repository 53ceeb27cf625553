import { EngineUnavailableError } from '@uniwire/ports'
import type { SearchDocument, SearchIndex } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { find, numbered } from '../contract/search-index/samples.ts'
import { startElasticsearch } from '../harness/engines/elasticsearch.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { freePort } from '../harness/free-port.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { placeAt, START_TIMEOUT_MS } from './elasticsearch-place.ts'
import { recordingProxy } from './recording-proxy.ts'

const isHere = hasEngine('elasticsearch', { own: true })

describe.runIf(isHere)('an Elasticsearch that is away', () => {
  it(
    'says which address does not answer, and opens once it does',
    { timeout: 2 * START_TIMEOUT_MS },
    async () => {
      await using node = await startElasticsearch()
      const place = placeAt(node.url)
      await node.stop()
      const opening = place.open()
      await expect(opening).rejects.toThrow(EngineUnavailableError)
      await expect(opening).rejects.toThrow(node.url)
      await node.restart()
      await using index = await place.open()
      await index.apply([numbered(1)])

      await node.kill()
      await expect(index.query({ ...QUERY })).rejects.toThrow(EngineUnavailableError)
      await expect(index.get(['a'])).rejects.toThrow(EngineUnavailableError)
      await expect(index.checkpoint()).rejects.toThrow(EngineUnavailableError)
      await node.restart()
      expect(await waitUntil('the index to answer', () => answered(index))).toEqual(['article-0001'])
      // Work of its own that met the absence may say so, and nothing else.
      expect(place.errors.filter((error) => !(error instanceof EngineUnavailableError))).toEqual([])
    },
  )

  it('says so when nobody listens, or who answers is not Elasticsearch', async () => {
    const nobody = placeAt(`http://127.0.0.1:${await freePort()}`)
    await expect(nobody.open()).rejects.toThrow(EngineUnavailableError)
    await expect(nobody.open()).rejects.toThrow(nobody.url)
  })

  it(
    'loses nothing to kill -9 in the middle of a bulk request',
    { timeout: 4 * START_TIMEOUT_MS },
    async () => {
      await using node = await startElasticsearch()
      const place = placeAt(node.url)
      const kills = [3, 9]
      let bulks = 0
      let killing: Promise<void> | undefined
      await using proxy = await recordingProxy(node.url, async ({ path }) => {
        if (!path.includes('/_bulk')) return undefined
        bulks += 1
        if (bulks !== kills[0]) return undefined
        kills.shift()
        // Part of the request is on its way when the node dies.
        killing = node.kill().then(() => node.restart())
        return undefined
      })
      await using index = await place.open({ url: proxy.url })
      const documents = Array.from({ length: 900 }, (_, n) => numbered(n + 1))
      for (let start = 0; start < documents.length; start += 100) {
        await applyUntilAnswered(index, documents.slice(start, start + 100), async () => await killing)
        const checkpoint = { generation: 'g', position: start + 100, analyser: 'a' }
        await waitUntil('the checkpoint', () => succeeds(index.saveCheckpoint(checkpoint)))
        const stored = await index.checkpoint()
        expect(stored?.position).toBe(start + 100)
      }
      expect(kills).toEqual([])
      await node.kill()
      await node.restart()
      expect((await waitUntil('the index', () => answered(index, 100)))[0]).toBe('article-0900')
      expect((await index.query({ ...QUERY, facets: true })).total).toBe(900)
      expect((await index.get(documents.map(({ id }) => id))).map((one) => one?.document.version)).toEqual(
        documents.map(({ version }) => version),
      )
      expect(await index.checkpoint()).toMatchObject({ position: 900 })
    },
  )
})

const QUERY = {
  terms: [],
  match: 'all',
  sort: 'newest',
  limit: 20,
  facets: false,
  filters: { universities: [], languages: [], categories: [] },
} as const

async function applyUntilAnswered(
  index: SearchIndex,
  documents: readonly SearchDocument[],
  again: () => Promise<void>,
): Promise<void> {
  await waitUntil(
    'the batch',
    async () => {
      await again()
      return succeeds(index.apply(documents))
    },
    START_TIMEOUT_MS,
  )
}

/** `false` for an engine that is away; anything else is no answer to wait for. */
async function succeeds(work: Promise<unknown>): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    if (error instanceof EngineUnavailableError) return false
    throw error
  }
}

async function answered(index: SearchIndex, limit = 20): Promise<readonly string[] | undefined> {
  try {
    return await find(index, { limit })
  } catch (error) {
    if (error instanceof EngineUnavailableError) return undefined
    throw error
  }
}
