import { randomUUID } from 'node:crypto'
import type { LiveViews, SearchDocument } from '@uniwire/ports'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { article, find, numbered, PROPERTY_TIMEOUT_MS, stub, term } from '../contract/search-index/samples.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { sharedElasticsearch } from './elasticsearch-place.ts'
import { recordingProxy } from './recording-proxy.ts'

describe.runIf(hasEngine('elasticsearch'))('several processes on one index', () => {
  const openPlace = sharedElasticsearch()

  it('create it once, whoever comes first', async () => {
    await using place = await openPlace()
    const opened = await Promise.all(Array.from({ length: 6 }, () => place.open()))
    expect(new Set(opened.map(({ indexId }) => indexId)).size).toBe(1)
    expect(await place.indices()).toHaveLength(1)
    for (const index of opened) await index[Symbol.asyncDispose]()
    expect(place.errors).toEqual([])
  })

  it(
    'end in one state, whoever writes which version and which views at the same time',
    async () => {
      await using place = await openPlace()
      await using first = await place.open()
      await using second = await place.open()
      const deliveries = fc.tuple(
        fc.shuffledSubarray(STEPS, STEPS_ALL),
        fc.shuffledSubarray(STEPS, STEPS_ALL),
      )
      await fc.assert(
        fc.asyncProperty(deliveries, async ([one, other]) => {
          const id = randomUUID()
          await Promise.all([
            ...one.map((step) => deliver(first, step(id))),
            ...other.map((step) => deliver(second, step(id))),
          ])
          const stored = { document: { id, version: 4 }, views: 1_030 }
          expect(await first.get([id])).toMatchObject([stored])
          expect(await second.get([id])).toMatchObject([stored])
        }),
        { numRuns: 15 },
      )
    },
    PROPERTY_TIMEOUT_MS,
  )

  it('lose no views to a revision that is written between reading and writing back', async () => {
    await using place = await openPlace()
    await using other = await place.open()
    let revisions = 0
    await using proxy = await recordingProxy(place.url, async ({ path, body }) => {
      // The article is about to be written back with its views: a newer version overtakes it.
      if (path.includes('/_bulk') && body.includes('external_gte') && revisions++ === 0) {
        await other.apply([article('a', 2, { baselineViews: 7 })])
      }
      return undefined
    })
    await using index = await place.open({ url: proxy.url })
    await index.apply([article('a', 1)])
    await index.applyViews([{ id: 'a', live: 5, revision: 1 }])
    expect(revisions).toBeGreaterThan(0)
    expect(await index.get(['a'])).toMatchObject([{ document: { version: 2 }, views: 12 }])
  })

  it('end with the newest views when an older total is written back last', async () => {
    await using place = await openPlace()
    await using other = await place.open()
    let overtaken = 0
    await using proxy = await recordingProxy(place.url, async ({ path, body }) => {
      if (path.includes('/_bulk') && body.includes('external_gte') && overtaken++ === 0) {
        await other.applyViews([{ id: 'a', live: 9, revision: 2 }])
      }
      return undefined
    })
    await using index = await place.open({ url: proxy.url })
    await index.apply([article('a', 1)])
    await index.applyViews([{ id: 'a', live: 5, revision: 1 }])
    expect(overtaken).toBe(2)
    expect(await index.get(['a'])).toMatchObject([{ views: 9 }])
  })

  it('see the views that came while an article was written', async () => {
    await using place = await openPlace()
    await using other = await place.open()
    let bulks = 0
    await using proxy = await recordingProxy(place.url, async ({ path }) => {
      // The views known were read; more come before the article is written, and find none to write to.
      if (path.includes('/_bulk') && bulks++ === 0)
        await other.applyViews([{ id: 'a', live: 5, revision: 1 }])
      return undefined
    })
    await other.apply([article('b', 1, { baselineViews: 3 })])
    await using index = await place.open({ url: proxy.url })
    await index.apply([article('a', 2)])
    expect(await index.get(['a'])).toMatchObject([{ views: 5 }])
    expect(await find(index, { sort: 'views' })).toEqual(['a', 'b'])
  })

  it('settle the views of an article that another one wrote and died before it looked', async () => {
    await using place = await openPlace()
    await using index = await place.open()
    await index.apply([article('a', 1)])
    // Straight to the engine: the views came after the article was written and before anybody looked.
    const views = { kind: 'views', liveViews: 5, viewsRevision: 1 }
    await place.ask(
      'PUT',
      `/${place.indexPrefix}-articles/_doc/~views:a?version=1&version_type=external`,
      views,
    )
    expect(await index.apply([article('a', 1)])).toEqual([{ kind: 'stale' }])
    expect(await index.get(['a'])).toMatchObject([{ views: 5 }])
  })

  it('do not set a position back that another one saved', async () => {
    await using place = await openPlace()
    await using first = await place.open()
    await using second = await place.open()
    const at = (position: number) => ({ generation: 'g', position, analyser: 'a' })
    await Promise.all(
      [9, 12, 3, 7].flatMap((n) => [first.saveCheckpoint(at(n)), second.saveCheckpoint(at(n - 1))]),
    )
    expect(await first.checkpoint()).toEqual(at(12))
    await second.saveCheckpoint({ ...at(1), generation: 'another log' })
    expect(await first.checkpoint()).toEqual({ ...at(1), generation: 'another log' })
  })

  it('learn of a swap that another one made', async () => {
    await using place = await openPlace()
    await using indexer = await place.open()
    await indexer.apply([numbered(1)])
    await using reader = await place.open({ access: 'read' })
    const rebuild = await indexer.beginRebuild()
    await rebuild.apply([numbered(2)])
    await rebuild.saveCheckpoint({ generation: 'g', position: 2, analyser: 'a' })
    await rebuild.swap()
    expect(await find(reader)).toEqual(['article-0002'])
    expect(await reader.checkpoint()).toMatchObject({ position: 2 })
    expect(reader.indexId).toBe(rebuild.indexId)
    expect(await indexer.apply([numbered(3)])).toEqual([{ kind: 'applied' }])
    expect(await find(reader, { terms: [term('title')] })).toEqual(['article-0003', 'article-0002'])
  })
})

type Step = (id: string) => SearchDocument | LiveViews

const STEPS: Step[] = [
  (id) => article(id, 1),
  (id) => article(id, 2, { baselineViews: 10 }),
  (id) => stub(id, 3),
  (id) => article(id, 4, { baselineViews: 1_000 }),
  (id) => ({ id, live: 10, revision: 1 }),
  (id) => ({ id, live: 20, revision: 2 }),
  (id) => ({ id, live: 30, revision: 3 }),
]
const STEPS_ALL = { minLength: STEPS.length }

async function deliver(
  index: { apply(documents: SearchDocument[]): unknown; applyViews(views: LiveViews[]): unknown },
  step: SearchDocument | LiveViews,
): Promise<void> {
  await ('kind' in step ? index.apply([step]) : index.applyViews([step]))
}
