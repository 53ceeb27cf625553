import type { SearchableArticle } from '@uniwire/ports'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openGeneration } from './generation.ts'
import type { Generation } from './generation.ts'
import { matchingRows, rankByRelevance } from './relevance.ts'
import { loadDocValues } from './stored-documents.ts'

const EXPRESSION = '("eword")'
const DAY_MS = 86_400_000

describe('ranking by relevance', () => {
  let generation: Generation
  beforeEach(() => {
    generation = openGeneration({ file: ':memory:', freshId: 'g', session: 's', onError: () => undefined })
  })
  afterEach(() => generation.database.close())

  const rank = (maxScored?: number) => {
    const { database } = generation
    const values = loadDocValues(database)
    const selected = Uint32Array.from(matchingRows(database, EXPRESSION))
    const request = {
      expression: EXPRESSION,
      selected,
      matched: selected.length,
      ...(maxScored && { maxScored }),
    }
    const ranked = rankByRelevance(database, values, request)
    return (count: number) => Array.from(ranked.first(count), (row) => values.ids[row])
  }

  it('gives every match once, far beyond the window of recency, and the head as it was', async () => {
    await generation.apply(Array.from({ length: 450 }, (_, n) => article(n, n % 7)))
    const first = rank()
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
    expect(rank()(3)).toEqual(['article-2', 'article-90', 'article-1'])
  })

  it('scores, of too many matches, those with the words in their title and the newest', async () => {
    const numbers = Array.from({ length: 40 }, (_, n) => 40 - n)
    await generation.apply([...numbers.map((n) => article(n, 0)), article(0, 0, 'word'), article(-1, 8)])
    const newestFirst = numbers.map((n) => `article-${n}`)
    expect(rank()(42)).toEqual(['article--1', 'article-0', ...newestFirst])
    expect(rank(10)(42)).toEqual(['article-0', ...newestFirst, 'article--1'])
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
