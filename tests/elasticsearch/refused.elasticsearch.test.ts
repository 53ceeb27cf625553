import { EngineUnavailableError } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { article, find, numbered } from '../contract/search-index/samples.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { sharedElasticsearch } from './elasticsearch-place.ts'

/** Longer than any term that Lucene takes: the mapping refuses it, and only the engine knows. */
const ENDLESS = 'u'.repeat(40_000)

describe.runIf(hasEngine('elasticsearch'))('what Elasticsearch refuses', () => {
  const openPlace = sharedElasticsearch()

  it('refuses the one document that the mapping refuses, and takes its neighbours', async () => {
    await using place = await openPlace()
    await using index = await place.open()
    const outcomes = await index.apply([
      numbered(1),
      numbered(2, { university: ENDLESS }),
      numbered(3, { categories: [{ key: ENDLESS, label: 'News' }] }),
      numbered(4),
    ])
    expect(outcomes).toEqual([
      { kind: 'applied' },
      { kind: 'refused', reason: expect.stringContaining('university') },
      { kind: 'refused', reason: expect.stringContaining('category') },
      { kind: 'applied' },
    ])
    expect(await find(index)).toEqual(['article-0004', 'article-0001'])
  })

  it('says why without a word of the document, for the reason outlives an erasure', async () => {
    await using place = await openPlace()
    await using index = await place.open()
    const outcomes = await index.apply([
      numbered(1, { categories: [{ key: `secret ${ENDLESS}`, label: 'News' }] }),
      numbered(2, { university: ENDLESS }),
      numbered(3, { language: 'қ'.repeat(40_000) }),
    ])
    const reasons = outcomes.map((outcome) => (outcome.kind === 'refused' ? outcome.reason : outcome.kind))
    expect(reasons).toEqual([
      expect.stringContaining('[categoryKeys]'),
      expect.stringContaining('university'),
      expect.stringContaining('language'),
    ])
    // As text, and as the numbers of its bytes, as Lucene prints them.
    for (const reason of reasons) expect(reason).not.toMatch(/secret|uuu|117, 117|ққ|-46, -101/)
  })

  it.each(['read_only_allow_delete', 'read_only'])(
    'waits while the index is %s, serves readers meanwhile, and goes on by itself',
    async (block) => {
      await using place = await openPlace()
      await using index = await place.open()
      await index.apply([numbered(1)])
      const set = (value: boolean | null) =>
        place.ask('PUT', `/${place.indexPrefix}*/_settings`, { [`index.blocks.${block}`]: value })
      await set(true)
      const late = [numbered(1), numbered(2), numbered(3, { university: ENDLESS })]
      await expect(index.apply(late)).rejects.toThrow(EngineUnavailableError)
      await expect(index.applyViews([{ id: 'a', live: 1, revision: 1 }])).rejects.toThrow(
        EngineUnavailableError,
      )
      await expect(index.saveCheckpoint({ generation: 'g', position: 9, analyser: 'a' })).rejects.toThrow(
        EngineUnavailableError,
      )
      expect(await find(index)).toEqual(['article-0001'])
      expect(await index.checkpoint()).toBeUndefined()
      await set(null)
      const outcomes = await index.apply(late)
      expect(outcomes.map(({ kind }) => kind)).toEqual(['stale', 'applied', 'refused'])
      expect(await find(index)).toEqual(['article-0002', 'article-0001'])
    },
  )

  it('splits what is too much for one request, and refuses only what is too much alone', async () => {
    await using place = await openPlace()
    await using index = await place.open()
    const text = 'x '.repeat(1_500_000).trim()
    const large = Array.from({ length: 6 }, (_, n) => article(`large-${n}`, n + 1, { source: text }))
    const outcomes = await index.apply([...large, article('endless', 7, { source: 'y'.repeat(17_000_000) })])
    expect(outcomes.map(({ kind }) => kind)).toEqual([...large.map(() => 'applied'), 'refused'])
    expect(await find(index)).toHaveLength(6)
  })
})
