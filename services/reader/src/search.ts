import type { QueryTerms } from '@uniwire/language'
import { analyseQuery, contentTerms } from '@uniwire/language'
import type { SearchIndex, SearchPage, SearchQuery } from '@uniwire/ports'
import { BadCursorError } from '@uniwire/ports'
import { ProblemError } from '@uniwire/service-kit'
import type { SearchRequest } from './search-request.ts'
import { filtersOf } from './search-request.ts'

export interface Found extends Omit<SearchPage, 'nextCursor'> {
  /** What to mark in the hits. */
  readonly terms: QueryTerms
  /** No article had every word: these have at least one. */
  readonly relaxed: boolean
  readonly nextCursor?: string
}

/** Every word first; loosened only when that finds nothing. A cursor stays with what its first page did. */
export async function search(index: SearchIndex, request: SearchRequest): Promise<Found> {
  const terms = contentTerms(analyseQuery(request.q))
  const cursor = readCursor(request.cursor)
  const query: SearchQuery = {
    terms,
    match: cursor?.match ?? 'all',
    filters: filtersOf(request),
    sort: sortOf(request, terms),
    limit: request.limit,
    facets: request.facets ?? true,
    ...(cursor === undefined ? {} : { cursor: cursor.engine }),
  }
  if (request.q.trim() !== '' && terms.length === 0) return { ...nothing(), terms }
  const page = await ask(index, query)
  if (page.total > 0 || terms.length < 2 || cursor !== undefined) return found(page, query, terms)
  const loosened = { ...query, match: 'any' } as const
  return found(await ask(index, loosened), loosened, terms)
}

function found(page: SearchPage, query: SearchQuery, terms: QueryTerms): Found {
  const { nextCursor, ...rest } = page
  const relaxed = query.match === 'any'
  return {
    ...rest,
    terms,
    relaxed,
    ...(nextCursor === undefined ? {} : { nextCursor: `${query.match}.${nextCursor}` }),
  }
}

/** An empty `q` is everything, newest first. */
function sortOf(request: SearchRequest, terms: QueryTerms): SearchQuery['sort'] {
  const { sort = 'relevance' } = request
  return sort === 'relevance' && terms.length === 0 ? 'newest' : sort
}

/** Words that are none, only signs, match no article; without them it would be all articles. */
function nothing() {
  return {
    total: 0,
    hits: [],
    facets: { university: [], language: [], category: [], year: [] },
    relaxed: false,
  }
}

function readCursor(text: string | undefined) {
  if (text === undefined || text === '') return undefined
  const [match, ...engine] = text.split('.')
  if (match === 'all' || match === 'any') return { match, engine: engine.join('.') } as const
  throw badCursor()
}

async function ask(index: SearchIndex, query: SearchQuery): Promise<SearchPage> {
  try {
    return await index.query(query)
  } catch (error) {
    throw error instanceof BadCursorError ? badCursor() : error
  }
}

function badCursor(): ProblemError {
  return new ProblemError({ code: 'bad-parameter', parameter: 'cursor' }, [
    { pointer: '/cursor', problem: { code: 'bad-cursor' } },
  ])
}
