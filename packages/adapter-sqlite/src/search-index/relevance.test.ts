import type { SearchableArticle } from '@uniwire/ports'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openGeneration } from './generation.ts'
import type { Generation } from './generation.ts'
import { findMatches } from './matches.ts'
import { rankByRelevance } from './relevance.ts'
import { loadDocValues } from './stored-documents.ts'

const NO_MATCHES = { rows: new Uint32Array(), expression: '', alternatives: [] }
const WEIGHTS = { title: 3, body: 1, stem: 1, key: 1, exact: 1 }
const DAY_MS = 86_400_000

describe('ranking by relevance', () => {
  let generation: Generation
  beforeEach(() => {
    generation = openGeneration({
      file: ':memory:',
      freshId: 'g',
      session: 's',
      weights: WEIGHTS,
      onError: () => undefined,
    })
  })
  afterEach(() => generation.database.close())

  const rank = (words: readonly string[], maxScored?: number) => {
    const { database } = generation
    const values = loadDocValues(database)
    const terms = words.map((word) => ({ exact: word, stems: [], key: '' }))
    const matches = findMatches(database, { terms, match: 'any' }) ?? NO_MATCHES
    const bound = maxScored === undefined ? {} : { maxScored }
    const ranked = rankByRelevance(database, values, {
      matches,
      selected: matches.rows,
      weights: WEIGHTS,
      ...bound,
    })
    return (count: number) => Array.from(ranked.first(count), (row) => values.ids[row])
  }

  it('gives every match once, far beyond the window of recency, and the head as it was', async () => {
    await generation.apply(Array.from({ length: 450 }, (_, n) => article(n, n % 7)))
    const first = rank(['word'])
    const head = first(20)
    const all = first(450)
    expect(all.slice(0, head.length)).toEqual(head)
    expect(new Set(all).size).toBe(450)
    expect(first(10)).toEqual(head)
  })

  it('lets recency decide between near equals, not over a word that occurs far more often', async () => {
    await generation.apply([
      ...Array.from({ length: 40 }, (_, n) => article(200 + n, -1)),
      article(1, 3),
      article(90, 3),
      article(2, 8, 'word'),
    ])
    expect(rank(['word'])(3)).toEqual(['article-2', 'article-90', 'article-1'])
  })

  it('scores, of too many matches, those of the rarest words; the others follow by title and date', async () => {
    const numbers = Array.from({ length: 300 }, (_, n) => 300 - n)
    await generation.apply([
      ...numbers.map((n) => article(n, 0)),
      article(-1, 0, 'word'),
      article(-2, 0, 'rare'),
      article(-3, 8, 'rare rare'),
      article(-4, 9),
    ])
    const newestFirst = numbers.map((n) => `article-${n}`)
    const order = rank(['word', 'rare'], 10)
    const expected = ['article--3', 'article--2', 'article--1', ...newestFirst, 'article--4']
    expect(order(20)).toEqual(expected.slice(0, 200))
    expect(order(304)).toEqual(expected)
    const scored = rank(['word', 'rare'])(304)
    expect(scored.indexOf('article--4')).toBeLessThan(scored.indexOf('article-300'))
  })

  it('scores nothing when every word is too frequent', async () => {
    await generation.apply([article(1, 9), article(2, 0), article(0, 0, 'word')])
    expect(rank(['word'], 2)(3)).toEqual(['article-0', 'article-2', 'article-1'])
    expect(rank(['word'], 3)(3)).not.toEqual(['article-0', 'article-2', 'article-1'])
  })
})

/** The word stands once and `times` more in a body of ten words; a higher number is newer. */
function article(number: number, times: number, title = 'title'): SearchableArticle {
  const body = Array.from({ length: 10 }, (_, n) => (n < times + 1 ? 'word' : `other${n}`)).join(' ')
  const at = new Date(Date.UTC(2020, 0, 1) + number * DAY_MS).toISOString()
  return {
    kind: 'article',
    id: `article-${number}`,
    version: 1,
    university: 'u',
    language: 'kk',
    categories: [],
    publishedAt: at,
    day: at.slice(0, 10),
    firstSequence: 1,
    baselineViews: 0,
    title: { stem: title, key: title, exact: title },
    body: { stem: body, key: body, exact: body },
    source: '{}',
  }
}
