import type { Moment, SearchableArticle, SearchIndex } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import type { SearchIndexEngine } from './engine.ts'
import { article, find, query, term } from './samples.ts'

const day = (value: string): Moment => ({ kind: 'day', day: value })
const instant = (value: string): Moment => ({ kind: 'instant', instant: value })

/** One instant before and one after midnight in Almaty, which is 18:00 UTC. */
const aroundMidnight = async (index: SearchIndex) => {
  await index.apply([
    article('1-late', 1, { publishedAt: '2023-10-11T17:59:59Z', day: '2023-10-11' }),
    article('2-early', 2, { publishedAt: '2023-10-11T18:00:00Z', day: '2023-10-12' }),
  ])
}

const count = (value: string, number: number, label = value) => ({ value, label, count: number })

const sample = (id: string, version: number, other: Partial<SearchableArticle>) =>
  article(id, version, { categories: [], ...other })

export function datesAndFacets(engine: SearchIndexEngine): void {
  const openSamples = async () => {
    const opened = await engine.open()
    const sport = { key: 'sport', label: 'Sport' }
    await opened.index.apply([
      sample('1', 1, {
        university: 'u1',
        language: 'kk',
        categories: [sport, { key: 'news', label: 'News' }],
      }),
      sample('2', 2, { university: 'u1', language: 'ru', categories: [sport], day: '2022-01-01' }),
      sample('3', 3, { university: 'u2', language: 'ru', categories: [{ key: 'sport', label: 'SPORT' }] }),
      sample('4', 4, { university: 'u2', language: 'en', day: '2021-12-31' }),
      sample('5', 5, { university: 'u3', language: 'en' }),
    ])
    return opened
  }

  describe('dates', () => {
    it('counts a day in the zone of the article, both ends included', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await aroundMidnight(index)
      const both = ['2-early', '1-late']
      expect(await find(index, { filters: { from: day('2023-10-11') } })).toEqual(both)
      expect(await find(index, { filters: { from: day('2023-10-12') } })).toEqual(['2-early'])
      expect(await find(index, { filters: { from: day('2023-10-13') } })).toEqual([])
      expect(await find(index, { filters: { to: day('2023-10-12') } })).toEqual(both)
      expect(await find(index, { filters: { to: day('2023-10-11') } })).toEqual(['1-late'])
      expect(await find(index, { filters: { to: day('2023-10-10') } })).toEqual([])
      expect(await find(index, { filters: { from: day('2023-10-11'), to: day('2023-10-11') } })).toEqual([
        '1-late',
      ])
    })

    it('takes an instant as UTC, the first included and the last not', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await aroundMidnight(index)
      const at = instant('2023-10-11T18:00:00Z')
      expect(await find(index, { filters: { from: at } })).toEqual(['2-early'])
      expect(await find(index, { filters: { to: at } })).toEqual(['1-late'])
      expect(await find(index, { filters: { from: at, to: at } })).toEqual([])
      expect(await find(index, { filters: { to: instant('2023-10-11T18:00:00.001Z') } })).toHaveLength(2)
    })

    it('takes a day and an instant in one range', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await aroundMidnight(index)
      const to = instant('2023-10-11T18:00:00Z')
      expect(await find(index, { filters: { from: day('2023-10-11'), to } })).toEqual(['1-late'])
      expect(await find(index, { filters: { from: day('2023-10-12'), to } })).toEqual([])
    })
  })

  describe('facets', () => {
    it('counts what all terms and filters leave, most frequent first, then by value', async () => {
      await using opened = await openSamples()
      const { facets, total } = await opened.index.query(query({ facets: true, limit: 1 }))
      expect(total).toBe(5)
      expect(facets).toEqual({
        university: [count('u1', 2), count('u2', 2), count('u3', 1)],
        language: [count('en', 2), count('ru', 2), count('kk', 1)],
        category: [count('sport', 3, 'Sport'), count('news', 1, 'News')],
        year: [count('2023', 3), count('2021', 1), count('2022', 1)],
        month: [count('2023-10', 3), count('2021-12', 1), count('2022-01', 1)],
      })
    })

    it('counts each facet without its own filter; that of the year is the range of dates', async () => {
      await using opened = await openSamples()
      const filters = {
        universities: ['u1'],
        languages: ['ru'],
        from: day('2022-01-01'),
        to: day('2022-12-31'),
      }
      const { facets, total } = await opened.index.query(query({ facets: true, filters }))
      expect(total).toBe(1)
      expect(facets).toEqual({
        university: [count('u1', 1)],
        language: [count('ru', 1)],
        category: [count('sport', 1, 'Sport')],
        year: [count('2022', 1)],
        month: [count('2022-01', 1)],
      })
      const wide = await opened.index.query(
        query({ facets: true, filters: { universities: ['u1'], categories: ['sport'] } }),
      )
      expect(wide.facets).toEqual({
        university: [count('u1', 2), count('u2', 1)],
        language: [count('kk', 1), count('ru', 1)],
        category: [count('sport', 2, 'Sport'), count('news', 1, 'News')],
        year: [count('2022', 1), count('2023', 1)],
        month: [count('2022-01', 1), count('2023-10', 1)],
      })
    })

    it('counts all years and months while one is chosen', async () => {
      await using opened = await openSamples()
      const filters = { from: day('2023-01-01'), to: day('2023-12-31') }
      const { facets, total } = await opened.index.query(query({ facets: true, filters }))
      expect(total).toBe(3)
      expect(facets?.university).toEqual([count('u1', 1), count('u2', 1), count('u3', 1)])
      expect(facets?.year).toEqual([count('2023', 3), count('2021', 1), count('2022', 1)])
      expect(facets?.month).toEqual([count('2023-10', 3), count('2021-12', 1), count('2022-01', 1)])
    })

    it('counts a month in the zone of the article', async () => {
      await using opened = await engine.open()
      await opened.index.apply([
        article('1', 1, { publishedAt: '2023-12-31T18:59:59Z', day: '2023-12-31' }),
        article('2', 2, { publishedAt: '2023-12-31T19:00:00Z', day: '2024-01-01' }),
        article('3', 3, { publishedAt: '0001-01-01T00:00:00Z', day: '0001-01-01' }),
        article('4', 4, { publishedAt: '9999-12-31T00:00:00Z', day: '9999-12-31' }),
      ])
      const { facets } = await opened.index.query(query({ facets: true }))
      expect(facets?.month).toEqual([
        count('0001-01', 1),
        count('2023-12', 1),
        count('2024-01', 1),
        count('9999-12', 1),
      ])
    })

    it('counts matches of the terms in every order', async () => {
      await using opened = await openSamples()
      const { index } = opened
      await index.apply([article('other', 9, { title: { stem: 'x', key: 'x', exact: 'x' } })])
      for (const sort of ['relevance', 'newest', 'views'] as const) {
        const page = await index.query(query({ facets: true, terms: [term('title')], sort, limit: 2 }))
        expect(page.facets?.university).toEqual([count('u1', 2), count('u2', 2), count('u3', 1)])
      }
    })

    it('labels a category as most articles do, and counts it once per article', async () => {
      await using opened = await openSamples()
      const both = [
        { key: 'sport', label: 'SPORT' },
        { key: 'sport', label: 'Sport' },
      ]
      await opened.index.apply([sample('6', 6, { categories: both }), sample('7', 7, { categories: both })])
      const page = await opened.index.query(query({ facets: true }))
      expect(page.facets?.category[0]).toEqual(count('sport', 5, 'SPORT'))
    })

    it('gives none that was not asked for', async () => {
      await using opened = await openSamples()
      expect(await opened.index.query(query())).not.toHaveProperty('facets')
    })
  })
}
