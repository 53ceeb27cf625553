import { EngineUnavailableError } from '@uniwire/ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { find, numbered, query, stub, term, walk } from '../contract/search-index/samples.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startGuardedElasticsearch } from '../harness/guarded-elasticsearch.ts'
import type { GuardedElasticsearch } from '../harness/guarded-elasticsearch.ts'
import type { ElasticsearchPlace } from './elasticsearch-place.ts'
import { placeAt, START_TIMEOUT_MS } from './elasticsearch-place.ts'

describe.runIf(hasEngine('elasticsearch', { own: true }))('the roles of infra/elasticsearch', () => {
  let node: GuardedElasticsearch
  let place: ElasticsearchPlace
  const as = (username: string) => ({ indexPrefix: 'uniwire', username, password: node.password })

  beforeAll(async () => {
    node = await startGuardedElasticsearch()
    place = placeAt(node.url)
  }, 2 * START_TIMEOUT_MS)
  afterAll(() => node[Symbol.asyncDispose]())

  it('let the indexer do all that an index needs', async () => {
    const index = await place.open(as('indexer'))
    await index.apply([numbered(1), numbered(2)])
    await index.applyViews([{ id: 'article-0001', live: 3, revision: 1 }])
    await index.apply([stub('article-0002', 9)])
    await index.saveCheckpoint({ generation: 'g', position: 9, analyser: 'a' })
    const rebuild = await index.beginRebuild()
    await rebuild.apply([numbered(1), numbered(3), numbered(4)])
    await rebuild.saveCheckpoint({ generation: 'g', position: 9, analyser: 'a' })
    await rebuild.swap()
    await (await index.beginRebuild()).abandon()
    // Back to the index before, and forward again.
    await index.writer((await index.kept())?.indexId ?? '').apply([stub('article-0002', 10)])
    for (const total of [1, 3]) {
      await (await index.kept())?.swap()
      expect((await index.query(query())).total).toBe(total)
    }
    await index.forgetKept()
    await index.apply([stub('article-0004', 9)])
    expect(await find(index)).toEqual(['article-0003', 'article-0001'])
    await index[Symbol.asyncDispose]()
    expect(place.errors).toEqual([])
  })

  it('let the reader search and nothing else', async () => {
    await using index = await place.open({ ...as('reader'), access: 'read' })
    expect(
      await walk(index, query({ sort: 'relevance', limit: 1, terms: [term('title')], facets: true })),
    ).toEqual(['article-0003', 'article-0001'])
    expect(await index.suggest({ terms: [term('ti')], limit: 1 })).toMatchObject([{ id: 'article-0003' }])
    expect(await index.checkpoint()).toMatchObject({ position: 9 })
    expect(await index.get(['article-0001'])).toMatchObject([{ document: { version: 1 } }])
    await expect(index.apply([numbered(5)])).rejects.toThrow(/403.*security_exception/)
    await expect(index.beginRebuild()).rejects.toThrow(/403.*security_exception/)
    expect(await index.get(['article-0005'])).toEqual([undefined])
  })

  it('let nobody touch what is not Uniwire’s', async () => {
    const foreign = place.open({ ...as('indexer'), indexPrefix: 'other' })
    await expect(foreign).rejects.toThrow(EngineUnavailableError)
    await expect(foreign).rejects.toThrow(/403/)
  })

  it('name the address when the password is wrong', async () => {
    const wrong = place.open({ ...as('indexer'), password: 'wrong' })
    await expect(wrong).rejects.toThrow(EngineUnavailableError)
    await expect(wrong).rejects.toThrow(`${node.url} answers 401`)
  })
})
