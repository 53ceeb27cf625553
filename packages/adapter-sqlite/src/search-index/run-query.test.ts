import type { SearchableArticle, SearchQuery } from '@uniwire/ports'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openGeneration } from './generation.ts'
import type { Generation } from './generation.ts'

const WEIGHTS = { title: 3, body: 1, stem: 1, key: 1, exact: 1 }
const HOUR_MS = 3_600_000

describe('a walk by relevance whose ranking was forgotten', () => {
  let generation: Generation
  beforeEach(async () => {
    generation = openGeneration({
      file: ':memory:',
      freshId: 'g',
      session: 's',
      weights: WEIGHTS,
      onError: () => undefined,
    })
    await generation.apply(Array.from({ length: 20 }, (_, n) => article(n, n + 1)))
  })
  afterEach(() => generation.database.close())

  /** An hour passes between two pages, so each ranking is made anew. */
  const walkSlowly = async (between: (page: number) => Promise<void>) => {
    const seen: string[] = []
    let page = generation.query(asked(), 0)
    for (let pages = 1; ; pages++) {
      seen.push(...page.hits.map(({ id }) => id))
      if (page.nextCursor === undefined) return { seen, total: page.total }
      await between(pages)
      page = generation.query(asked(page.nextCursor), pages * HOUR_MS)
    }
  }

  it('goes on where it was, without what arrived meanwhile', async () => {
    const { seen, total } = await walkSlowly(async (page) => {
      await generation.apply([article(100 + page, 100 + page)])
    })
    expect(seen.toSorted()).toEqual(Array.from({ length: 20 }, (_, n) => article(n, 1).id).toSorted())
    expect(total).toBe(20)
  })

  it('goes on near the place when the last article shown is gone', async () => {
    let gone = ''
    const first = generation.query(asked(), 0)
    const { seen } = await walkSlowly(async (page) => {
      if (page > 1) return
      gone = first.hits.at(-1)?.id ?? ''
      await generation.apply([{ kind: 'stub', id: gone, version: 99, source: '{}' }])
    })
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBeGreaterThanOrEqual(19)
  })
})

function asked(cursor?: string): SearchQuery {
  return {
    terms: [{ exact: 'word', stems: [], key: '' }],
    match: 'all',
    filters: { universities: [], languages: [], categories: [] },
    sort: 'relevance',
    limit: 3,
    facets: false,
    ...(cursor !== undefined && { cursor }),
  }
}

/** The word stands more often in some bodies than in others. */
function article(number: number, firstSequence: number): SearchableArticle {
  const body = Array.from({ length: 10 }, (_, n) => (n <= number % 4 ? 'word' : `other${n}`)).join(' ')
  const at = new Date(Date.UTC(2020, 0, 1) + number * 24 * HOUR_MS).toISOString()
  return {
    kind: 'article',
    id: `article-${number}`,
    version: 1,
    university: 'u',
    language: 'kk',
    categories: [],
    publishedAt: at,
    day: at.slice(0, 10),
    firstSequence,
    baselineViews: 0,
    title: { stem: 'title', key: 'title', exact: 'title' },
    body: { stem: body, key: body, exact: body },
    source: '{}',
  }
}
