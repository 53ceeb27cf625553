import { EngineUnavailableError } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { find, idsOf, numbered, query, stub, term, walk } from '../contract/search-index/samples.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { sharedElasticsearch } from './elasticsearch-place.ts'
import { recordingProxy } from './recording-proxy.ts'

const MINUTE_MS = 60_000

describe.runIf(hasEngine('elasticsearch'))('rebuilding in Elasticsearch', () => {
  const openPlace = sharedElasticsearch()

  it('leaves no gap for readers or for live events while both go on', async () => {
    await using place = await openPlace()
    await using index = await place.open({ refreshEveryMs: 200 })
    await using reader = await place.open({ access: 'read' })
    const old = Array.from({ length: 60 }, (_, n) => numbered(n + 1))
    await index.apply(old)
    let latest = old.length
    let isOver = false
    const rebuild = await index.beginRebuild()
    const live = async () => {
      while (!isOver) {
        const next = numbered(latest + 1)
        // As the indexer: each generation has a consumer of its own.
        await Promise.all([index.apply([next]), rebuild.apply([next])])
        latest += 1
      }
    }
    const reading = async () => {
      let pages = 0
      while (!isOver) {
        const atLeast = latest
        const page = await reader.query(
          query({ limit: 5, terms: [term('title')], sort: 'relevance', facets: true }),
        )
        expect(page.total).toBeGreaterThanOrEqual(atLeast)
        expect(page.hits).toHaveLength(5)
        expect((await reader.get(['article-0001']))[0]?.document.version).toBe(1)
        pages += 1
      }
      return pages
    }
    const running = [live(), reading()] as const
    for (let start = 0; start < old.length; start += 10) await rebuild.apply(old.slice(start, start + 10))
    await rebuild.swap()
    const swappedAt = latest
    while (latest < swappedAt + 3) await index.checkpoint()
    isOver = true
    const [, pages] = await Promise.all(running)
    expect(pages).toBeGreaterThan(0)
    expect(index.indexId).toBe(rebuild.indexId)
    expect((await reader.query(query())).total).toBe(latest)
    // The new one, and the one that is kept.
    expect(await place.indices()).toHaveLength(2)
  })

  it('lets a walk by relevance go on over a swap', async () => {
    await using place = await openPlace()
    await using index = await place.open()
    const documents = Array.from({ length: 9 }, (_, n) => numbered(n + 1))
    await index.apply(documents)
    const asked = query({ sort: 'relevance', limit: 2, terms: [term('title')] })
    const newestFirst = documents.map(({ id }) => id).toReversed()
    const overSwap = await walk(index, asked, async (pages) => {
      if (pages !== 2) return
      const rebuild = await index.beginRebuild()
      await rebuild.apply(documents.toReversed())
      await rebuild.swap()
    })
    expect(overSwap).toEqual(newestFirst)
  })

  it('lets a walk by relevance go on when its point in time is gone', async () => {
    await using place = await openPlace()
    await using proxy = await recordingProxy(place.url)
    await using index = await place.open({ url: proxy.url })
    await index.apply(Array.from({ length: 9 }, (_, n) => numbered(n + 1)))
    const asked = query({ sort: 'relevance', limit: 2, terms: [term('title')] })
    let ended = 0
    const seen = await walk(index, asked, async (pages) => {
      if (pages !== 3) return
      const { body = '' } = proxy.seen.findLast((request) => request.body.includes('"pit"')) ?? {}
      const id = /"pit":\{"id":"([^"]+)"/.exec(body)?.[1]
      const answer = await place.ask('DELETE', '/_pit', { id })
      ended = Number((answer as { num_freed?: number }).num_freed)
      await index.apply([stub('article-0003', 20), numbered(21)])
    })
    expect(ended).toBe(1)
    expect(seen).toEqual([9, 8, 7, 6, 5, 4, 2, 1].map((n) => numbered(n).id))
  })

  it('makes no cursor that a stranger could point elsewhere', async () => {
    await using place = await openPlace()
    await using another = await openPlace()
    await using index = await place.open()
    await using foreign = await another.open()
    const documents = Array.from({ length: 9 }, (_, n) => numbered(n + 1))
    await index.apply(documents)
    await foreign.apply(documents)
    const asked = query({ sort: 'relevance', limit: 2, terms: [term('title')] })
    const first = await foreign.query(asked)
    const { nextCursor = '' } = await foreign.query({ ...asked, cursor: first.nextCursor ?? '' })
    await expect(index.query({ ...asked, cursor: nextCursor })).rejects.toThrow('another index')
  })

  it('removes what a process left that died, and nothing that one is building', async () => {
    await using place = await openPlace()
    let minutes = 0
    const now = () => Date.now() + minutes * MINUTE_MS
    await using index = await place.open({ now })
    await index.apply([numbered(1)])
    const abandoned = await index.beginRebuild()
    await abandoned.apply([numbered(2)])
    minutes = 4
    await (await place.open({ now }))[Symbol.asyncDispose]()
    expect(await place.indices()).toHaveLength(2)
    minutes = 6
    await (await place.open({ now }))[Symbol.asyncDispose]()
    expect(await place.indices()).toHaveLength(1)
    expect(await find(index)).toEqual(['article-0001'])
    // Its writes find no index, and make none.
    await expect(abandoned.apply([numbered(3)])).rejects.toThrow(EngineUnavailableError)
    await expect(abandoned.swap()).rejects.toThrow(EngineUnavailableError)
    expect(await place.indices()).toHaveLength(1)
    expect(idsOf(await index.query(query()))).toEqual(['article-0001'])
  })

  it('removes its own unfinished rebuild when it closes', async () => {
    await using place = await openPlace()
    const index = await place.open()
    await (await index.beginRebuild()).apply([numbered(1)])
    await index[Symbol.asyncDispose]()
    expect(await place.indices()).toHaveLength(1)
    expect(place.errors).toEqual([])
  })

  it('creates nothing for a reader, who waits for the index', async () => {
    await using place = await openPlace()
    await expect(place.open({ access: 'read' })).rejects.toThrow(EngineUnavailableError)
    expect(await place.indices()).toEqual([])
  })

  it('asks for a rebuild of an index of another layout, and serves it meanwhile', async () => {
    await using place = await openPlace()
    const index = await place.open()
    await index.apply([numbered(1)])
    await index.saveCheckpoint({ generation: 'g', position: 1, analyser: 'a' })
    await index[Symbol.asyncDispose]()
    await olderLayout(place)
    await using opened = await place.open()
    expect(await opened.checkpoint()).toEqual({ generation: 'g', position: 1, analyser: 'a, layout 0' })
    expect(await find(opened)).toEqual(['article-0001'])
    const rebuild = await opened.beginRebuild()
    await rebuild.apply([numbered(1)])
    await rebuild.saveCheckpoint({ generation: 'g', position: 1, analyser: 'a' })
    await rebuild.swap()
    expect(await opened.checkpoint()).toEqual({ generation: 'g', position: 1, analyser: 'a' })
    const kept = await opened.kept()
    expect(await kept?.checkpoint()).toMatchObject({ analyser: 'a, layout 0' })
    await kept?.swap()
    expect(await opened.checkpoint()).toMatchObject({ analyser: 'a, layout 0' })
    expect(await place.indices()).toHaveLength(2)
  })

  it('removes no index that is kept, however long ago it was written to', async () => {
    await using place = await openPlace()
    let minutes = 0
    const now = () => Date.now() + minutes * MINUTE_MS
    await using index = await place.open({ now })
    await index.apply([numbered(1)])
    const rebuild = await index.beginRebuild()
    await rebuild.swap()
    minutes = 600
    await (await place.open({ now }))[Symbol.asyncDispose]()
    expect(await place.indices()).toHaveLength(2)
    const kept = await index.kept()
    expect((await kept?.query(query()))?.total).toBe(1)
    expect(place.errors).toEqual([])
  })
})

/** Puts the documents into an index whose name says that another release made it. */
async function olderLayout(
  place: Awaited<ReturnType<ReturnType<typeof sharedElasticsearch>>>,
): Promise<void> {
  const [index = ''] = await place.indices()
  const older = index.replace(/-v\d+-/, '-v0-')
  await place.ask('PUT', `/${index}/_settings`, { 'index.blocks.write': true })
  await place.ask('PUT', `/${index}/_clone/${older}`, { settings: { 'index.blocks.write': null } })
  await place.ask('GET', `/_cluster/health/${older}?wait_for_status=yellow`)
  const read = `${place.indexPrefix}-articles`
  await place.ask('POST', '/_aliases', {
    actions: [
      ...[read, `${read}-write`].map((alias) => ({ add: { index: older, alias, is_write_index: true } })),
      { add: { index: older, alias: `${read}-of-${older.replace(/^.*-v0-/, '')}` } },
      { remove_index: { index } },
    ],
  })
}
