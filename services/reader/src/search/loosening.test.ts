import type { QueryTerm, SearchPage, SearchQuery } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { askLoosening } from './loosening.ts'

const word = (exact: string) => ({ exact, stems: [exact], key: exact })
const QUERY: SearchQuery = {
  terms: [word('red'), word('bridge'), word('river')],
  phrases: [['red', 'bridge']],
  excluded: { terms: [word('old')], phrases: [] },
  match: 'all',
  filters: { universities: ['nura'], languages: [], categories: [] },
  sort: 'relevance',
  limit: 20,
  facets: true,
}

interface Other extends Partial<SearchQuery> {
  readonly quotesNames?: boolean
  readonly functionWords?: readonly QueryTerm[]
}

/** Asks an index that finds so many at each step. */
async function asked(totals: Readonly<Record<string, number>>, other: Other = {}) {
  const { quotesNames = false, functionWords = [], ...query } = other
  const steps: string[] = []
  const all = { query: { ...QUERY, ...query }, quotesNames, functionWords }
  const { page, strictness, strictTotal } = await askLoosening(all, (one) => {
    expect([one.excluded, one.filters]).toEqual([QUERY.excluded, QUERY.filters])
    const unquoted = one.phrases?.length === 0 && other.phrases === undefined
    const step = one.terms === functionWords ? 'function-words' : `${unquoted ? 'unquoted-' : ''}${one.match}`
    steps.push(step)
    const answer: SearchPage = { total: totals[step] ?? 0, hits: [] }
    return Promise.resolve(answer)
  })
  return { steps, strictness, total: page.total, strictTotal }
}

describe('a search that finds too little', () => {
  it('asks nothing more when enough has everything', async () => {
    expect(await asked({ all: 10 })).toEqual({
      steps: ['all'],
      strictness: 'all',
      total: 10,
      strictTotal: 10,
    })
  })

  it('takes those with some of the words too when less than a page has all', async () => {
    const found = await asked({ all: 9, any: 50 })
    expect(found).toEqual({ steps: ['all', 'any'], strictness: 'any', total: 50, strictTotal: 9 })
  })

  it('takes two words for a name, and loosens them only for nothing; with function words they ask', async () => {
    const terms = [word('red'), word('bridge')]
    expect((await asked({ all: 1, any: 50 }, { terms })).steps).toEqual(['all'])
    expect((await asked({ any: 50 }, { terms })).strictness).toBe('any')
    const functionWords = [word('where')]
    expect((await asked({ all: 9, any: 50 }, { terms, functionWords })).strictness).toBe('any')
  })

  it('stays with what has everything when nothing else has some', async () => {
    expect((await asked({ all: 3, any: 3 })).strictness).toBe('all')
  })

  it('in other orders loosens only what finds nothing', async () => {
    for (const sort of ['newest', 'views'] as const) {
      expect((await asked({ all: 1, any: 50 }, { sort })).steps).toEqual(['all'])
      expect((await asked({ any: 50 }, { sort })).strictness).toBe('any')
    }
  })

  it('gives up a phrase only for nothing, and its words after that', async () => {
    expect((await asked({ all: 1, any: 1, 'unquoted-all': 9 })).steps).toEqual(['all', 'any'])
    expect((await asked({ 'unquoted-all': 1, 'unquoted-any': 9 })).strictness).toBe('unquoted-all')
    expect(await asked({ 'unquoted-any': 9 })).toEqual({
      steps: ['all', 'any', 'unquoted-all', 'unquoted-any'],
      strictness: 'unquoted-any',
      total: 9,
      strictTotal: 0,
    })
  })

  it('does without the phrases at once that are names in a sentence, but not in other orders', async () => {
    const names = { quotesNames: true }
    expect(await asked({ all: 9, 'unquoted-any': 50 }, names)).toEqual({
      steps: ['all', 'unquoted-any'],
      strictness: 'unquoted-any',
      total: 50,
      strictTotal: 9,
    })
    expect((await asked({ all: 10 }, names)).steps).toEqual(['all'])
    expect((await asked({ any: 1 }, { ...names, sort: 'newest' })).steps).toEqual(['all', 'any'])
  })

  it('asks for function words when nothing else finds anything', async () => {
    const functionWords = [word('the')]
    expect((await asked({ 'unquoted-any': 1 }, { functionWords })).strictness).toBe('unquoted-any')
    expect(await asked({ 'function-words': 7 }, { functionWords })).toEqual({
      steps: ['all', 'any', 'unquoted-all', 'unquoted-any', 'function-words'],
      strictness: 'function-words',
      total: 7,
      strictTotal: 0,
    })
    expect((await asked({}, { functionWords, terms: [], phrases: [] })).steps).toEqual(['all'])
  })

  it('has nothing to loosen in one word, or in none', async () => {
    expect((await asked({}, { terms: [word('red')], phrases: [] })).steps).toEqual(['all'])
    expect((await asked({}, { terms: [word('red')] })).steps).toEqual(['all', 'unquoted-all'])
    expect((await asked({}, { terms: [] })).steps).toEqual(['all'])
    expect((await asked({}, { phrases: [] })).steps).toEqual(['all', 'any'])
  })
})
