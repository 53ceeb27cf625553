import { describe, expect, it } from 'vitest'
import type { SearchIndexEngine } from './engine.ts'
import { checkpoint } from './reopening.ts'
import { find, idsOf, numbered, outcomeOf, query, stub, term, walk, words } from './samples.ts'

const edition = (size: number, word: string) =>
  Array.from({ length: size }, (_, n) => numbered(n + 1, { title: words(word) }))

export function rebuilding(engine: SearchIndexEngine): void {
  describe('rebuilding', () => {
    it('shows the old index until the swap, and the new one, whole, after it', async () => {
      await using opened = await engine.open()
      const { index } = opened
      const oldId = index.indexId
      await index.apply([numbered(1, { title: words('old') }), numbered(2)])
      await index.saveCheckpoint(checkpoint)

      const rebuild = await index.beginRebuild()
      expect(rebuild.indexId).not.toBe(oldId)
      expect(await rebuild.checkpoint()).toBeUndefined()
      expect(await rebuild.apply([numbered(1, { title: words('new') }), numbered(3)])).toEqual([
        { kind: 'applied' },
        { kind: 'applied' },
      ])
      await rebuild.applyViews([{ id: 'article-0003', live: 7, revision: 1 }])
      await rebuild.saveCheckpoint({ ...checkpoint, analyser: 'analyser-2' })
      expect(await find(index)).toEqual(['article-0002', 'article-0001'])
      expect(await find(index, { terms: [term('new')] })).toEqual([])
      expect(await index.get(['article-0003'])).toEqual([undefined])
      expect(await index.checkpoint()).toEqual(checkpoint)
      expect(index.indexId).toBe(oldId)

      await rebuild.swap()
      expect(index.indexId).toBe(rebuild.indexId)
      expect(await find(index, { sort: 'views' })).toEqual(['article-0003', 'article-0001'])
      expect(await find(index, { terms: [term('old')] })).toEqual([])
      expect(await index.get(['article-0002', 'article-0003'])).toMatchObject([undefined, { views: 7 }])
      expect(await index.checkpoint()).toEqual({ ...checkpoint, analyser: 'analyser-2' })
      expect(await outcomeOf(index, numbered(4))).toBe('applied')
      expect(await find(index)).toEqual(['article-0004', 'article-0003', 'article-0001'])
    })

    it('answers every query from one generation while it swaps', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply(edition(10, 'old'))
      const rebuild = await index.beginRebuild()
      await rebuild.apply(edition(15, 'new'))
      const terms = [term('old'), term('new')]
      const asked = query({ terms, match: 'any', sort: 'relevance', limit: 50, facets: true })
      const running = Array.from({ length: 20 }, () => index.query(asked))
      const swapped = rebuild.swap()
      running.push(...Array.from({ length: 20 }, () => index.query(asked)))
      await swapped
      for (const page of await Promise.all(running)) {
        expect([10, 15]).toContain(page.total)
        expect(page.hits).toHaveLength(page.total)
        expect(page.facets?.university[0]?.count).toBe(page.total)
      }
      expect((await index.query(asked)).total).toBe(15)
    })

    it('takes writes for both while it is under way', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([numbered(1)])
      const rebuild = await index.beginRebuild()
      await Promise.all([index.apply([numbered(2)]), rebuild.apply([numbered(1), numbered(2)])])
      expect(await outcomeOf(index, stub('article-0001', 9))).toBe('applied')
      expect(await rebuild.apply([stub('article-0001', 9)])).toEqual([{ kind: 'applied' }])
      expect(await find(index)).toEqual(['article-0002'])
      await rebuild.swap()
      expect(await find(index)).toEqual(['article-0002'])
    })

    it('leaves the index as it was when it is abandoned', async () => {
      await using opened = await engine.open()
      const { index } = opened
      const { indexId } = index
      await index.apply([numbered(1)])
      const rebuild = await index.beginRebuild()
      await rebuild.apply([numbered(2)])
      await rebuild.abandon()
      expect(index.indexId).toBe(indexId)
      expect(await find(index)).toEqual(['article-0001'])

      const another = await index.beginRebuild()
      expect([indexId, rebuild.indexId]).not.toContain(another.indexId)
      await another.apply([numbered(3)])
      await another.swap()
      expect(await find(index)).toEqual(['article-0003'])
    })

    it('lets a walk by date go on over a swap', async () => {
      await using opened = await engine.open()
      const { index } = opened
      const documents = Array.from({ length: 9 }, (_, n) => numbered(n + 1))
      await index.apply(documents)
      const first = idsOf(await index.query(query({ limit: 4 })))
      const seen = await walk(index, query({ limit: 4 }), async (pages) => {
        if (pages > 1) return
        const rebuild = await index.beginRebuild()
        await rebuild.apply(documents.toReversed())
        await rebuild.swap()
      })
      expect(seen.slice(0, 4)).toEqual(first)
      expect(seen).toEqual(documents.map(({ id }) => id).toReversed())
    })
  })
}
