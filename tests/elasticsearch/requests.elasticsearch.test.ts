import { describe, expect, it } from 'vitest'
import { article, find, numbered, query, stub, term, walk } from '../contract/search-index/samples.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { sharedElasticsearch } from './elasticsearch-place.ts'
import { recordingProxy } from './recording-proxy.ts'

describe.runIf(hasEngine('elasticsearch'))('what the adapter asks Elasticsearch', () => {
  const openPlace = sharedElasticsearch()

  it('writes whole documents under the versions of the log, and updates and deletes none', async () => {
    await using place = await openPlace()
    await using proxy = await recordingProxy(place.url)
    const index = await place.open({ url: proxy.url })
    await index.apply([numbered(1), numbered(2), article('a', 3)])
    await index.applyViews([{ id: 'a', live: 5, revision: 1 }])
    await index.apply([article('a', 4), stub('article-0001', 5)])
    await index.saveCheckpoint({ generation: 'g', position: 5, analyser: 'a' })
    await walk(index, query({ sort: 'relevance', limit: 1, terms: [term('title')], facets: true }))
    const rebuild = await index.beginRebuild()
    await rebuild.apply([numbered(2)])
    await rebuild.swap()
    await (await index.beginRebuild()).abandon()
    await index[Symbol.asyncDispose]()

    const paths = proxy.seen.map(({ method, path }) => `${method} ${path}`)
    expect(paths.filter((path) => /_update|_reindex|_by_query|_scripts/.test(path))).toEqual([])
    const deleted = proxy.seen.filter(({ method }) => method === 'DELETE').map(({ path }) => path)
    expect(deleted.every((path) => path === '/_pit' || /-articles-v\d+-[0-9a-f-]+/.test(path))).toBe(true)
    expect(proxy.seen.filter(({ body }) => body.includes('"script"'))).toEqual([])
    const actions = proxy.seen
      .filter(({ path }) => path.includes('/_bulk'))
      .flatMap(({ body }) => body.trimEnd().split('\n'))
      .filter((_, line) => line % 2 === 0)
      .map((line): unknown => JSON.parse(line))
    expect(actions.length).toBeGreaterThan(5)
    for (const action of actions) {
      expect(action).toEqual({
        index: {
          _id: expect.any(String),
          version: expect.any(Number),
          version_type: expect.stringMatching(/^external(?:_gte)?$/),
        },
      })
    }
    expect(paths.filter((path) => path.includes('_bulk') && !path.includes('require_alias=true'))).toEqual([])
  })

  it('asks four things for a batch, however many articles it has, some of them viewed before', async () => {
    await using place = await openPlace()
    await using proxy = await recordingProxy(place.url)
    await using index = await place.open({ url: proxy.url })
    const totals = [1, 2, 3].map((n) => ({ id: numbered(n).id, live: n, revision: 1 }))
    await index.applyViews(totals)
    const before = proxy.seen.length
    await index.apply(Array.from({ length: 300 }, (_, n) => numbered(n + 1)))
    const asked = proxy.seen.slice(before).map(({ path }) => /_[a-z]+/.exec(path)?.[0] ?? '')
    expect(asked.toSorted((a, b) => a.localeCompare(b))).toEqual(['_bulk', '_mget', '_mget', '_refresh'])
    expect(await index.get([numbered(3).id])).toMatchObject([{ views: 3 }])
  })

  it('refreshes once for all that was written meanwhile', async () => {
    await using place = await openPlace()
    await using proxy = await recordingProxy(place.url)
    let pauses = 0
    let milliseconds = 0
    await using index = await place.open({
      url: proxy.url,
      refreshEveryMs: 200,
      monotonicMs: () => (milliseconds += 1),
    })
    const batches = Array.from({ length: 30 }, (_, n) =>
      index.apply([numbered(n + 1)]).then(() => (pauses += 1)),
    )
    await Promise.all(batches)
    const refreshes = proxy.seen.filter(({ path }) => path.includes('/_refresh'))
    expect(pauses).toBe(30)
    expect(refreshes.length).toBeLessThan(30)
    expect(await find(index, { limit: 100 })).toHaveLength(30)
  })

  it('drops from a page what became a stub that no refresh has shown', async () => {
    await using place = await openPlace()
    await using proxy = await recordingProxy(place.url, async ({ path }) => {
      // As another process that has written and not yet refreshed.
      if (path.includes('/_search')) await withdraw()
      return undefined
    })
    const withdraw = () =>
      place.ask(
        'PUT',
        `/${place.indexPrefix}-articles/_doc/article-0002?version=9&version_type=external_gte`,
        { kind: 'stub', source: '{}' },
      )
    await using index = await place.open({ url: proxy.url })
    await index.apply([numbered(1), numbered(2), numbered(3)])
    expect(await find(index)).toEqual(['article-0003', 'article-0001'])
    expect(await find(index, { terms: [term('title')], sort: 'relevance' })).toEqual([
      'article-0003',
      'article-0001',
    ])
  })
})
