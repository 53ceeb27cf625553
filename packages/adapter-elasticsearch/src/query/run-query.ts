import { BadCursorError, queryDigest } from '@uniwire/ports'
import type { SearchPage, SearchQuery } from '@uniwire/ports'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { RequestRefusedError } from '../engine/engine-errors.ts'
import { filtersOf } from './filters.ts'
import { overSwaps } from '../engine/over-swaps.ts'
import type { PageAnswer, PageRequest, Reader } from './page-request.ts'
import { rankedPage } from './ranked-page.ts'
import { readPage } from './read-page.ts'
import { EVERY_ARTICLE } from './search.ts'
import { distinctTerms, matchingQuery, phraseQueries } from './term-queries.ts'

const ORDERS = {
  newest: [{ publishedAtMs: 'desc' }, { id: 'desc' }],
  views: [{ views: 'desc' }, { publishedAtMs: 'desc' }, { id: 'desc' }],
} as const

/** Throws `BadCursorError`. */
export async function runQuery(reader: Reader, query: SearchQuery): Promise<SearchPage> {
  const digest = queryDigest(query)
  const place = query.cursor === undefined ? undefined : decodeCursor(digest, query.cursor)
  const request: PageRequest = { query, terms: distinctTerms(query.terms), place }
  const isRanked = query.sort === 'relevance' && request.terms.length > 0
  return overSwaps(async () => {
    try {
      const { next, ...page } = await (isRanked ? rankedPage : keyedPage)(reader, request)
      return { ...page, ...(next && { nextCursor: encodeCursor(digest, next) }) }
    } catch (error) {
      // Its digest is no secret: somebody made it up.
      if (error instanceof RequestRefusedError && place !== undefined) {
        throw new BadCursorError('the cursor is damaged', { cause: error })
      }
      throw error
    }
  })
}

async function keyedPage(reader: Reader, { query, terms, place }: PageRequest): Promise<PageAnswer> {
  const { last, asOf, page } = await readPage(
    reader.names,
    {
      engine: reader.engine,
      in: { index: reader.names.read },
      matching: [
        ...(terms.length === 0 ? [EVERY_ARTICLE] : matchingQuery(terms, query.match)),
        ...phraseQueries(query),
      ],
      filters: filtersOf(query.filters),
      sort: ORDERS[query.sort === 'views' ? 'views' : 'newest'],
      ...(place && { asOf: place.asOf }),
    },
    { ...query, ...(place?.after && { after: place.after }) },
  )
  return { ...page, ...(last && { next: { asOf, after: last.sort } }) }
}
