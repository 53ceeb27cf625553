import { describe, expect, it } from 'vitest'
import type { SearchIndexEngine } from './engine.ts'
import { article, find, idsOf, outcomeOf, query, stub, term } from './samples.ts'

export function viewsAndStubs(engine: SearchIndexEngine): void {
  describe('views', () => {
    it('keeps totals of an article that is not there until it is', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.applyViews([{ id: 'a', live: 12, revision: 1 }])
      expect(await index.get(['a'])).toEqual([undefined])
      expect(await find(index)).toEqual([])
      await index.apply([article('a')])
      expect((await index.query(query())).hits).toMatchObject([{ id: 'a', views: 12 }])
    })

    it('never moves the version, before or after a revision', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([article('a', 1)])
      await index.applyViews([{ id: 'a', live: 3, revision: 7 }])
      expect((await index.query(query())).hits).toMatchObject([{ version: 1, views: 3 }])
      expect(await outcomeOf(index, article('a', 1))).toBe('stale')
      expect(await outcomeOf(index, article('a', 2))).toBe('applied')
      expect(await index.get(['a'])).toMatchObject([{ document: { version: 2 }, views: 3 }])
    })

    it('takes a higher revision, up or down, and no older one', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([article('a')])
      await index.applyViews([
        { id: 'a', live: 50, revision: 2 },
        { id: 'a', live: 10, revision: 1 },
      ])
      expect(await index.get(['a'])).toMatchObject([{ views: 50 }])
      await index.applyViews([{ id: 'a', live: 40, revision: 3 }])
      await index.applyViews([{ id: 'a', live: 90, revision: 3 }])
      expect(await index.get(['a'])).toMatchObject([{ views: 40 }])
    })

    it('adds the views on the old site, whichever of the two comes or changes first', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.applyViews([{ id: 'a', live: 3, revision: 1 }])
      await index.apply([article('a', 1, { baselineViews: 100 }), article('b', 2, { baselineViews: 60 })])
      await index.applyViews([{ id: 'b', live: 50, revision: 1 }])
      const shown = async () =>
        (await index.query(query({ sort: 'views' }))).hits.map(({ id, views }) => [id, views])
      expect(await shown()).toEqual([
        ['b', 110],
        ['a', 103],
      ])
      await index.apply([article('b', 3, { baselineViews: 10 })])
      await index.applyViews([{ id: 'a', live: 4, revision: 2 }])
      expect(await shown()).toEqual([
        ['a', 104],
        ['b', 60],
      ])
      expect(await index.get(['a', 'b'])).toMatchObject([{ views: 104 }, { views: 60 }])
    })

    it('shows none for a stub and those known for an article that came back', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.applyViews([{ id: 'a', live: 5, revision: 1 }])
      await index.apply([article('a', 1), stub('a', 2)])
      await index.applyViews([{ id: 'a', live: 8, revision: 2 }])
      expect(await index.get(['a'])).toMatchObject([{ views: 0 }])
      await index.apply([article('a', 3)])
      expect((await index.query(query())).hits).toMatchObject([{ version: 3, views: 8 }])
    })
  })

  describe('stubs', () => {
    it('hides a withdrawn article from queries, totals, facets and suggestions; get still gives it', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([article('stays', 1), article('goes', 2)])
      await index.apply([stub('goes', 3)])
      for (const terms of [[], [term('title')], [term('body')]]) {
        for (const sort of ['relevance', 'newest', 'views'] as const) {
          const page = await index.query(query({ terms, sort, facets: true }))
          expect(idsOf(page)).toEqual(['stays'])
          expect(page.total).toBe(1)
          expect(page.facets?.university).toEqual([{ value: 'qbu', label: 'qbu', count: 1 }])
          expect(page.facets?.year).toEqual([{ value: '2023', label: '2023', count: 1 }])
        }
      }
      expect(await index.suggest({ terms: [term('ti')], limit: 5 })).toMatchObject([{ id: 'stays' }])
      expect(await index.get(['goes'])).toEqual([{ document: stub('goes', 3), views: 0 }])
    })

    it('does not let an older event bring an article back', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([stub('a', 5)])
      expect(await outcomeOf(index, article('a', 4))).toBe('stale')
      expect(await find(index)).toEqual([])
      expect(await outcomeOf(index, article('a', 6))).toBe('applied')
      expect(await find(index, { terms: [term('title')] })).toEqual(['a'])
    })
  })
}
