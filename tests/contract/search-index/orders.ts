import { describe, expect, it } from 'vitest'
import type { SearchIndexEngine } from './engine.ts'
import { article, find, numbered, query, term, walk, words } from './samples.ts'

const at = (publishedAt: string) => ({ publishedAt, day: publishedAt.slice(0, 10) })

export function orders(engine: SearchIndexEngine): void {
  const suggest = async (...typed: readonly string[]) => {
    await using opened = await engine.open()
    const { index } = opened
    await index.apply([
      numbered(1, { title: words('қазақ тілі') }),
      numbered(2, { title: words('қазақстан тарихы') }),
      numbered(3, { title: words('тіл мен тарих'), body: words('қазақ') }),
      numbered(4, { title: { stem: 'университет', key: 'uniue', exact: 'университеті' } }),
    ])
    const found = await index.suggest({ terms: typed.map(term), limit: 10 })
    return found.map(({ id }) => Number(id.slice(-4)))
  }

  describe('orders', () => {
    it('sorts by publication, newest first, equal instants by id, the highest first', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([
        article('b', 1, at('2023-10-12T06:00:00Z')),
        article('d', 2, at('2020-01-01T00:00:00Z')),
        article('a', 3, at('2023-10-12T06:00:00.000Z')),
        article('c', 4, at('2023-10-12T06:00:00Z')),
        article('e', 5, at('2023-10-12T06:00:00.001Z')),
      ])
      const expected = ['e', 'c', 'b', 'a', 'd']
      expect(await find(index)).toEqual(expected)
      expect(await find(index, { terms: [term('title')] })).toEqual(expected)
      expect(await walk(index, query({ limit: 1 }))).toEqual(expected)
    })

    it('sorts by views, most first, equal ones by publication, then by id', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([article('a', 1), article('b', 2), numbered(1), numbered(2), numbered(3)])
      await index.applyViews([
        { id: 'article-0001', live: 9, revision: 1 },
        { id: 'article-0003', live: 4, revision: 1 },
        { id: 'article-0002', live: 4, revision: 1 },
      ])
      const expected = ['article-0001', 'article-0003', 'article-0002', 'b', 'a']
      expect(await find(index, { sort: 'views' })).toEqual(expected)
      expect(await walk(index, query({ sort: 'views', limit: 2, terms: [term('title')] }))).toEqual(expected)
    })

    it('ranks a word in the title above the same word in the body', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([
        ...Array.from({ length: 10 }, (_, n) => numbered(n + 10)),
        numbered(3, { body: words('rare body') }),
        numbered(2, { title: words('rare title') }),
      ])
      const terms = [term('rare')]
      expect(await find(index, { terms, sort: 'relevance' })).toEqual(['article-0002', 'article-0003'])
    })

    it('ranks the newer of two equal texts first, and equal instants by id', async () => {
      await using opened = await engine.open()
      const { index } = opened
      const text = { title: words('rare title'), body: words('some body') }
      await index.apply([
        ...Array.from({ length: 10 }, (_, n) => numbered(n + 10)),
        numbered(3, text),
        numbered(5, text),
        { ...numbered(5, text), id: 'twin' },
        numbered(4, text),
      ])
      expect(await find(index, { terms: [term('rare')], sort: 'relevance' })).toEqual([
        'twin',
        'article-0005',
        'article-0004',
        'article-0003',
      ])
    })

    it('ranks an article with more of the terms first', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([
        ...Array.from({ length: 10 }, (_, n) => numbered(n + 10)),
        numbered(3, { body: words('rare other') }),
        numbered(2, { body: words('rare seldom') }),
      ])
      const terms = [term('rare'), term('seldom')]
      expect(await find(index, { terms, match: 'any', sort: 'relevance' })).toEqual([
        'article-0002',
        'article-0003',
      ])
    })

    it('puts what has every term before what has some, however often and where that has them', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([
        ...Array.from({ length: 10 }, (_, n) => numbered(n + 10)),
        numbered(9, { title: words('rare rare'), body: words('rare rare rare') }),
        numbered(2, { body: words(`seldom ${'long '.repeat(200)} rare`) }),
        numbered(1, { body: words('rare seldom other') }),
      ])
      const terms = [term('rare'), term('seldom')]
      expect(await find(index, { terms, match: 'any', sort: 'relevance' })).toEqual([
        'article-0001',
        'article-0002',
        'article-0009',
      ])
      expect(
        await find(index, { terms: [...terms, term('nowhere')], match: 'any', sort: 'relevance' }),
      ).toEqual(['article-0001', 'article-0009', 'article-0002'])
    })

    it('gives at most the limit, the exact total, and a cursor only while something follows', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply(Array.from({ length: 7 }, (_, n) => numbered(n + 1)))
      for (const sort of ['relevance', 'newest', 'views'] as const) {
        for (const terms of [[], [term('title')]]) {
          const first = await index.query(query({ sort, terms, limit: 6 }))
          expect(first.hits).toHaveLength(6)
          expect(first.total).toBe(7)
          expect(first.nextCursor).toBeTypeOf('string')
          const whole = await index.query(query({ sort, terms, limit: 7 }))
          expect(whole.hits).toHaveLength(7)
          expect(whole).not.toHaveProperty('nextCursor')
        }
      }
    })
  })

  describe('suggestions', () => {
    it('completes the last word of a title, newest article first', async () => {
      expect(await suggest('қаз')).toEqual([2, 1])
      expect(await suggest('қазақс')).toEqual([2])
      expect(await suggest('қ')).toEqual([2, 1])
      expect(await suggest('қазақ', 'т')).toEqual([1])
      expect(await suggest('тарих')).toEqual([3, 2])
    })

    it('takes the words before the last as whole words', async () => {
      expect(await suggest('қаз', 'тіл')).toEqual([])
      expect(await suggest('тіл', 'мен')).toEqual([3])
    })

    it('takes a last word that is whole by its stem, too', async () => {
      await using opened = await engine.open()
      await opened.index.apply([numbered(1, { title: { stem: 'мектеп', key: 'mekte', exact: 'мектептер' } })])
      const terms = [{ exact: 'мектепке', stems: ['мектеп'], key: 'mektx' }]
      expect(await opened.index.suggest({ terms, limit: 5 })).toMatchObject([{ id: 'article-0001' }])
    })

    it('completes the key as well as the exact form', async () => {
      expect(await suggest('uni')).toEqual([4])
      expect(await suggest('универ')).toEqual([4])
    })

    it('finds nothing without a term or by a word of the body', async () => {
      expect(await suggest()).toEqual([])
      expect(await suggest('body')).toEqual([])
    })

    it('gives the source and at most the limit', async () => {
      await using opened = await engine.open()
      await opened.index.apply([numbered(1), numbered(2), numbered(3)])
      expect(await opened.index.suggest({ terms: [term('titl')], limit: 2 })).toEqual([
        { id: 'article-0003', source: numbered(3).source },
        { id: 'article-0002', source: numbered(2).source },
      ])
    })
  })
}
