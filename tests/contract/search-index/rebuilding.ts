import { describe, expect, it } from 'vitest'
import type { SearchIndexEngine } from './engine.ts'
import { checkpoint } from './reopening.ts'
import { article, find, idsOf, numbered, outcomeOf, query, stub, term, walk, words } from './samples.ts'

const edition = (size: number, word: string) =>
  Array.from({ length: size }, (_, n) => numbered(n + 1, { title: words(word) }))

export function rebuilding(engine: SearchIndexEngine): void {
  keeping(engine)
  describe('rebuilding', () => {
    it('shows what readers would find in the new one before they do', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([numbered(1)])
      const rebuild = await index.beginRebuild()
      await rebuild.apply([numbered(2), numbered(3, { title: words('new') })])
      expect(idsOf(await rebuild.query(query()))).toEqual(['article-0003', 'article-0002'])
      const byWord = query({ terms: [term('new')], sort: 'relevance' })
      expect(idsOf(await rebuild.query(byWord))).toEqual(['article-0003'])
      await rebuild.apply([numbered(4, { title: words('new') })])
      expect((await rebuild.query(byWord)).total).toBe(2)
      expect(await find(index)).toEqual(['article-0001'])
    })

    it('takes documents as they are made, one after the other', async () => {
      await using opened = await engine.open()
      const made: string[] = []
      async function* documents() {
        for (let n = 1; n <= 1_200; n += 1) {
          await Promise.resolve()
          made.push(`made ${n}`)
          yield n === 700 ? article('undated', 1, { publishedAt: 'yesterday' }) : numbered(n)
        }
      }
      const outcomes = await opened.index.apply(documents())
      expect(made).toHaveLength(1_200)
      expect(outcomes).toHaveLength(1_200)
      expect(outcomes.flatMap(({ kind }, at) => (kind === 'applied' ? [] : [[at, kind]]))).toEqual([
        [699, 'refused'],
      ])
      expect((await opened.index.query(query())).total).toBe(1_199)
    })

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

function keeping(engine: SearchIndexEngine): void {
  describe('the index before the last swap', () => {
    /** Two generations: `old` is kept, `new` is the index. */
    async function swapped() {
      const opened = await engine.open()
      const { index } = opened
      const oldId = index.indexId
      await index.apply([numbered(1, { title: words('old') }), numbered(2)])
      await index.applyViews([{ id: 'article-0001', live: 4, revision: 1 }])
      await index.saveCheckpoint(checkpoint)
      const rebuild = await index.beginRebuild()
      await rebuild.apply([numbered(1, { title: words('new') }), numbered(2)])
      await rebuild.saveCheckpoint({ ...checkpoint, position: 43 })
      await rebuild.swap()
      return { ...opened, index, oldId, newId: rebuild.indexId }
    }

    it('is none before the first swap, and after it was forgotten', async () => {
      await using opened = await engine.open()
      const { index } = opened
      expect(await index.kept()).toBeUndefined()
      await index.forgetKept()
      await (await index.beginRebuild()).swap()
      expect(await index.kept()).toBeDefined()
      await index.forgetKept()
      expect(await index.kept()).toBeUndefined()
      expect(await outcomeOf(index, numbered(1))).toBe('applied')
    })

    it('is as it was, and takes what is written to it alone', async () => {
      await using opened = await swapped()
      const { index, oldId } = opened
      const kept = await index.kept()
      expect(kept?.indexId).toBe(oldId)
      expect(await kept?.checkpoint()).toEqual(checkpoint)
      expect((await kept?.query(query({ terms: [term('old')] })))?.total).toBe(1)
      expect(await index.writer(oldId).apply([stub('article-0002', 9), numbered(5)])).toEqual([
        { kind: 'applied' },
        { kind: 'applied' },
      ])
      const found = await kept?.query(query())
      expect(found && idsOf(found)).toEqual(['article-0005', 'article-0001'])
      expect(await find(index)).toEqual(['article-0002', 'article-0001'])
      await kept?.abandon()
      expect((await index.kept())?.indexId).toBe(oldId)
    })

    it('can be put back, whole, and the one that it replaces is kept then', async () => {
      await using opened = await swapped()
      const { index, oldId, newId } = opened
      const kept = await index.kept()
      await kept?.apply([numbered(3)])
      await kept?.saveCheckpoint({ ...checkpoint, position: 50 })
      await kept?.swap()
      expect(index.indexId).toBe(oldId)
      expect(await find(index, { sort: 'views' })).toEqual(['article-0001', 'article-0003', 'article-0002'])
      expect(await find(index, { terms: [term('new')] })).toEqual([])
      expect(await index.checkpoint()).toEqual({ ...checkpoint, position: 50 })
      expect(await outcomeOf(index, numbered(4))).toBe('applied')
      expect((await index.kept())?.indexId).toBe(newId)
      await (await index.kept())?.swap()
      expect(index.indexId).toBe(newId)
      expect(await find(index, { terms: [term('new')] })).toEqual(['article-0001'])
    })

    it('is removed by the next swap, and refuses writes then', async () => {
      await using opened = await swapped()
      const { index, oldId, newId } = opened
      const writer = index.writer(oldId)
      await (await index.beginRebuild()).swap()
      expect((await index.kept())?.indexId).toBe(newId)
      await expect(writer.apply([numbered(9)])).rejects.toThrow(Error)
      expect(await find(index)).toEqual([])
    })
  })
}
