import type { SearchIndex } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import type { SearchIndexEngine } from './engine.ts'
import { article, numbered, query, stub } from './samples.ts'

const linked = async (index: SearchIndex, links: readonly string[], limit = 10) =>
  (await index.linked({ links, limit })).map(({ id }) => Number(id.slice(-4)))

export function linking(engine: SearchIndexEngine): void {
  describe('links', () => {
    it('gives the articles that have any of them, each once, newest first, and at most so many', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([
        numbered(1, { links: ['a', 'b'] }),
        numbered(3, { links: ['b', 'c', 'c'] }),
        numbered(2, { links: ['a b', 'B', "b'\u0000*", 'c'] }),
        numbered(4),
      ])
      expect(await linked(index, ['a', 'b', 'c'])).toEqual([3, 2, 1])
      expect(await linked(index, ['a', 'b', 'c'], 2)).toEqual([3, 2])
      expect(await linked(index, ['b'])).toEqual([3, 1])
      expect(await linked(index, ['B'])).toEqual([2])
      expect(await linked(index, ["b'\u0000*"])).toEqual([2])
      expect(await linked(index, ['x', ''])).toEqual([])
      expect(await linked(index, [])).toEqual([])
      expect(await linked(index, ['a'], 0)).toEqual([])
    })

    it('gives them back with a hit, a document, and what is linked; none where none came', async () => {
      await using opened = await engine.open()
      const { index } = opened
      const links = ['a', 'ж'.repeat(400), 'b']
      const plain = article('plain', 2)
      await index.apply([article('with', 1, { links }), plain])
      const page = await index.query(query())
      expect(page.hits.map((hit) => hit.links)).toEqual([links, undefined])
      expect((await index.linked({ links, limit: 2 }))[0]).toEqual(page.hits[0])
      const [first, second] = await index.get(['with', 'plain'])
      expect(first?.document).toEqual(article('with', 1, { links }))
      expect(second?.document).toEqual(plain)
    })

    it('follows the newest version: other links, and none of a stub', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([numbered(1, { links: ['old', 'kept'] }), numbered(2, { links: ['old'] })])
      await index.apply([
        numbered(1, { version: 3, links: ['kept', 'new'] }),
        stub(numbered(2).id, 4),
        numbered(1, { version: 2, links: ['stale'] }),
      ])
      expect(await linked(index, ['old'])).toEqual([])
      expect(await linked(index, ['stale'])).toEqual([])
      expect(await linked(index, ['kept'])).toEqual([1])
      expect(await linked(index, ['new'])).toEqual([1])
    })

    it('takes a query of hundreds of them', async () => {
      await using opened = await engine.open()
      const many = Array.from({ length: 2_000 }, (_, n) => `link-${n}`)
      await opened.index.apply([numbered(1, { links: ['link-1999'] })])
      expect(await linked(opened.index, many)).toEqual([1])
    })
  })
}
