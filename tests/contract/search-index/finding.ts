import type { SearchFilters } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import type { SearchIndexEngine } from './engine.ts'
import { article, find, query, term, words } from './samples.ts'

/** Quotes, operators, wildcards and what else means something to some engine; none holds white space. */
const HOSTILE = [
  ...`" "" a"b ' don't NEAR AND OR NOT near and or not * a* ^a a:b title_stem:a ( ) (a) [a] {a} {a}:b`.split(
    ' ',
  ),
  ...`- -a + a+b a-b ~ a~2 a~ % _ a_b \\ a\\"b / /a/ // ; ;-- -- <b> &amp; && || ! ? a? # @ $ = > , .`.split(
    ' ',
  ),
  '\u0000',
  'a\u0000b',
  '\u{1F393}',
  'e\u0301',
  '\uE000',
  'a\uE000b',
  'İ',
  'ı',
  'ß',
  'ǅ',
  '𐐀',
  '１２',
  'x'.repeat(200),
]

export function finding(engine: SearchIndexEngine): void {
  const shown = async (filters: Partial<SearchFilters>) => {
    await using opened = await engine.open()
    await opened.index.apply([
      article('1', 1, { university: 'u1', language: 'kk', categories: [] }),
      article('2', 2, {
        university: 'u1',
        language: 'kk-Latn',
        categories: [{ key: 'sport', label: 'Sport' }],
      }),
      article('3', 3, {
        university: 'u2',
        language: 'ru',
        categories: [
          { key: 'sport', label: 'Спорт' },
          { key: 'news', label: 'News' },
        ],
      }),
      article('4', 4, { university: 'u3', language: 'en' }),
    ])
    const found = await find(opened.index, { filters })
    const worded = await find(opened.index, { filters, terms: [term('title')], sort: 'relevance' })
    expect(worded.toSorted()).toEqual(found.toSorted())
    expect((await opened.index.query(query({ filters, limit: 1 }))).total).toBe(found.length)
    return found.toSorted().join('')
  }

  describe('finding', () => {
    it('takes every token as one word, whatever it is made of', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply(HOSTILE.map((token, n) => article(`h${n}`, n + 1, { body: words(`${token} other`) })))
      for (const [n, token] of HOSTILE.entries()) {
        for (const match of ['all', 'any'] as const) {
          expect({ token, found: await find(index, { terms: [term(token)], match }) }).toEqual({
            token,
            found: [`h${n}`],
          })
        }
      }
    })

    it('suggests by any token, and does not fail for any', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply(HOSTILE.map((token, n) => article(`h${n}`, n + 1, { title: words(token) })))
      for (const [n, token] of HOSTILE.entries()) {
        const found = await index.suggest({ terms: [term(token)], limit: 100 })
        expect(found.map(({ id }) => id)).toContain(`h${n}`)
      }
    })

    it('finds a term by a stem, by its key and by its exact form, in the title and in the body', async () => {
      await using opened = await engine.open()
      const { index } = opened
      const streams = { stem: 'stem1 stem2', key: 'key1', exact: 'exact1' }
      await index.apply([
        article('title', 1, { title: streams, body: words('') }),
        article('body', 2, { title: words(''), body: streams }),
      ])
      const none = { exact: 'none', stems: ['none'], key: 'none' }
      for (const found of [{ stems: ['none', 'stem2'] }, { key: 'key1' }, { exact: 'exact1' }]) {
        expect(await find(index, { terms: [{ ...none, ...found }] })).toEqual(['title', 'body'])
      }
    })

    it('keeps the families apart: a stem is not a key, nor an exact form', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([article('a', 1, { body: { stem: 'one', key: 'two', exact: 'three' } })])
      for (const [exact, stem, key] of [
        ['one', 'two', 'three'],
        ['two', 'three', 'one'],
      ] as const) {
        expect(await find(index, { terms: [{ exact, stems: [stem], key }] })).toEqual([])
      }
    })

    it('asks for every term with `all` and for one with `any`', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([
        article('1-both', 1, { body: words('red blue') }),
        article('2-red', 2, { body: words('red') }),
        article('3-split', 3, { title: words('blue'), body: words('red') }),
        article('4-none', 4, { body: words('green') }),
      ])
      const terms = [term('red'), term('blue')]
      expect(await find(index, { terms, match: 'all' })).toEqual(['3-split', '1-both'])
      expect(await find(index, { terms, match: 'any' })).toEqual(['3-split', '2-red', '1-both'])
      expect(await find(index, { terms: [...terms, term('red')] })).toEqual(['3-split', '1-both'])
    })

    it('finds a phrase by its exact forms in their order, all in the title or all in the body', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([
        article('1-title', 1, { title: words('new red bridge') }),
        article('2-body', 2, { body: words('a red bridge at last') }),
        article('3-turned', 3, { body: words('bridge red') }),
        article('4-apart', 4, { body: words('red old bridge') }),
        article('5-split', 5, { title: words('red'), body: words('bridge') }),
        article('6-stem', 6, { body: { stem: 'red bridge', key: 'red bridge', exact: 'reds bridges' } }),
      ])
      const phrases = [['red', 'bridge']]
      const terms = [term('red'), term('bridge')]
      for (const sort of ['newest', 'relevance', 'views'] as const) {
        expect((await find(index, { phrases, sort })).toSorted()).toEqual(['1-title', '2-body'])
        for (const match of ['all', 'any'] as const) {
          const found = await find(index, { terms, phrases, match, sort })
          expect(found.toSorted()).toEqual(['1-title', '2-body'])
        }
      }
      expect(await find(index, { phrases: [...phrases, ['last']] })).toEqual(['2-body'])
      expect(await find(index, { phrases: [['reds']] })).toEqual(['6-stem'])
      expect(await find(index, { phrases: [[''], []], limit: 1 })).toEqual(['6-stem'])
    })

    it('leaves out what has any of the words or phrases that a query does without', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([
        article('1', 1, { title: words('red') }),
        article('2', 2, { title: words('red'), body: { stem: 'blue', key: 'b', exact: 'blues' } }),
        article('3', 3, { title: words('red old bridge') }),
        article('4', 4, { body: words('old red bridge') }),
        article('5', 5, { title: words('green') }),
      ])
      const excluded = { terms: [{ ...term('blue'), key: '' }], phrases: [['red', 'bridge']] }
      for (const sort of ['newest', 'relevance'] as const) {
        expect((await find(index, { terms: [term('red')], excluded, sort })).toSorted()).toEqual(['1', '3'])
        expect(await find(index, { excluded, sort })).toEqual(['5', '3', '1'])
      }
      const page = await index.query(query({ terms: [term('red')], excluded, facets: true, limit: 1 }))
      expect([page.total, page.facets?.language[0]?.count]).toEqual([2, 2])
      const empty = { terms: [{ exact: '', stems: [], key: '' }], phrases: [[]] }
      expect(await find(index, { excluded: empty })).toEqual(['5', '4', '3', '2', '1'])
    })

    it('answers phrases of any tokens, and does without any', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply(
        HOSTILE.map((token, n) => article(`h${n}`, n + 1, { body: words(`one ${token} two`) })),
      )
      for (const [n, token] of HOSTILE.entries()) {
        const phrases = [['one', token, 'two']]
        expect({ token, found: await find(index, { phrases }) }).toEqual({ token, found: [`h${n}`] })
        const excluded = { terms: [term(token)], phrases }
        const rest = await find(index, { excluded, limit: 100 })
        expect({ token, left: rest.length, has: rest.includes(`h${n}`) }).toEqual({
          token,
          left: HOSTILE.length - 1,
          has: false,
        })
      }
    })

    it('leaves out a term that holds nothing, and gives everything when none is left', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([article('a', 1, { body: words('red') }), article('b', 2)])
      const empty = { exact: '', stems: ['', ''], key: '' }
      expect(await find(index, { terms: [empty, term('red')] })).toEqual(['a'])
      expect(await find(index, { terms: [empty], sort: 'relevance' })).toEqual(['b', 'a'])
      expect(await find(index, { sort: 'relevance' })).toEqual(['b', 'a'])
    })

    it('answers queries of two hundred terms', async () => {
      await using opened = await engine.open()
      const many = Array.from({ length: 200 }, (_, n) => `w${n}`)
      await opened.index.apply([article('a', 1, { body: words(many.join(' ')) }), article('b', 2)])
      for (const match of ['all', 'any'] as const) {
        expect(await find(opened.index, { terms: many.map(term), match, sort: 'relevance' })).toEqual(['a'])
      }
    })
  })

  describe('filters', () => {
    it('takes the values of one filter as alternatives and all filters together', async () => {
      expect(await shown({})).toBe('1234')
      expect(await shown({ universities: ['u1'] })).toBe('12')
      expect(await shown({ universities: ['u1', 'u3', 'u1'] })).toBe('124')
      expect(await shown({ languages: ['kk'] })).toBe('1')
      expect(await shown({ languages: ['kk', 'kk-Latn'] })).toBe('12')
      expect(await shown({ categories: ['sport'] })).toBe('23')
      expect(await shown({ categories: ['sport', 'news'] })).toBe('234')
      expect(await shown({ categories: ['sport'], universities: ['u2', 'u3'] })).toBe('3')
      expect(await shown({ categories: ['sport'], languages: ['en'] })).toBe('')
    })

    it('finds nothing for a value that no article has', async () => {
      expect(await shown({ universities: ['nowhere'] })).toBe('')
      expect(await shown({ languages: ['tr'] })).toBe('')
      expect(await shown({ categories: ['Sport', 'toString', ''] })).toBe('')
    })
  })
}
