import { array, assert, jsonValue, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BadCursorError } from './errors.ts'
import { openCursor, queryDigest, sealCursor } from './sealed-cursor.ts'
import type { SearchQuery } from './search-query.ts'

const QUERY: SearchQuery = {
  terms: [{ exact: 'university', stems: ['univers'], key: 'univers' }],
  match: 'all',
  sort: 'newest',
  limit: 20,
  facets: false,
  filters: { universities: ['kaznu', 'nu'], languages: [], categories: [] },
}
const { filters } = QUERY

describe('a cursor', () => {
  it('gives back what was put into it, for the same query alone', () => {
    assert(
      property(array(jsonValue()), string(), (carried, query) => {
        const sealed = sealCursor(query, carried)
        expect(sealed).toMatch(/^[\w-]+$/)
        expect(openCursor(query, sealed)).toEqual(JSON.parse(JSON.stringify(carried)))
        expect(() => openCursor(`${query}.`, sealed)).toThrow(BadCursorError)
      }),
    )
  })

  it('is known to be damaged wherever it is', () => {
    const sealed = sealCursor('query', [1, 'a'])
    for (let at = 0; at < sealed.length; at++) {
      const other = sealed[at] === 'A' ? 'B' : 'A'
      expect(() => openCursor('query', sealed.slice(0, at) + other + sealed.slice(at + 1))).toThrow(
        BadCursorError,
      )
      expect(() => openCursor('query', sealed.slice(0, at))).toThrow(BadCursorError)
    }
    expect(() => openCursor('query', `${sealed}=`)).toThrow(BadCursorError)
  })
})

describe('what a cursor is bound to', () => {
  it('is what was asked, whatever the size of a page and the order of alternatives', () => {
    const same = { ...QUERY, limit: 7, facets: true, filters: { ...filters, universities: ['nu', 'kaznu'] } }
    expect(queryDigest(same)).toBe(queryDigest(QUERY))
  })

  it('is another for every other question', () => {
    const questions: readonly SearchQuery[] = [
      QUERY,
      { ...QUERY, phrases: [['university']] },
      { ...QUERY, phrases: [['univer', 'sity']] },
      { ...QUERY, excluded: { terms: QUERY.terms, phrases: [] } },
      { ...QUERY, excluded: { terms: [], phrases: [['university']] } },
      { ...QUERY, sort: 'views' },
      { ...QUERY, match: 'any' },
      { ...QUERY, terms: [] },
      { ...QUERY, filters: { ...filters, universities: [], languages: ['kaznu', 'nu'] } },
      { ...QUERY, filters: { ...filters, from: { kind: 'day', day: '2024-01-01' } } },
      { ...QUERY, filters: { ...filters, to: { kind: 'day', day: '2024-01-01' } } },
      { ...QUERY, filters: { ...filters, to: { kind: 'instant', instant: '2024-01-01' } } },
    ]
    expect(new Set(questions.map(queryDigest)).size).toBe(questions.length)
  })
})
