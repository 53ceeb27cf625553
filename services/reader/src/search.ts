import type { QueryTerms } from '@uniwire/language'
import type { SearchIndex, SearchPage, SearchQuery } from '@uniwire/ports'
import { BadCursorError } from '@uniwire/ports'
import { ProblemError } from '@uniwire/service-kit'
import type { UniversityRegistry } from '@uniwire/projection'
import type { Operator } from './query/operators.ts'
import type { Understood } from './query/understand.ts'
import { understand } from './query/understand.ts'
import type { SearchRequest } from './search-request.ts'
import { filtersOf } from './search-request.ts'

export interface SearchParts {
  readonly index: SearchIndex
  /** Their names are understood in the text of a query. */
  readonly universities: UniversityRegistry
}

export interface Found extends Omit<SearchPage, 'nextCursor'> {
  /** What to mark in the hits. */
  readonly terms: QueryTerms
  /** What of the text was taken for more than words. */
  readonly operators: readonly Operator[]
  /** No article had every word: these have at least one. */
  readonly relaxed: boolean
  readonly nextCursor?: string
}

/** Every word first; loosened only when that finds nothing. A cursor stays with what its first page did. */
export async function search({ index, universities }: SearchParts, request: SearchRequest): Promise<Found> {
  const understood = understand(request.q, universities)
  const { terms, phrases, excluded, filters, operators } = understood
  const cursor = readCursor(request.cursor)
  const query: SearchQuery = {
    terms,
    phrases,
    excluded,
    match: cursor?.match ?? 'all',
    filters: filtersOf({
      ...request,
      university: [...request.university, ...filters.university],
      language: [...request.language, ...filters.language],
      category: [...request.category, ...filters.category],
    }),
    sort: sortOf(request, terms),
    limit: request.limit,
    facets: request.facets ?? true,
    ...(cursor === undefined ? {} : { cursor: cursor.engine }),
  }
  if (request.q.trim() !== '' && terms.length + operators.length === 0) return nothing()
  const page = await ask(index, query)
  if (page.total > 0 || terms.length < 2 || cursor !== undefined) return found(page, query, understood)
  const loosened = { ...query, match: 'any' } as const
  return found(await ask(index, loosened), loosened, understood)
}

function found(page: SearchPage, query: SearchQuery, { terms, operators }: Understood): Found {
  const { nextCursor, ...rest } = page
  const relaxed = query.match === 'any'
  return {
    ...rest,
    terms,
    operators,
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
function nothing(): Found {
  return {
    total: 0,
    hits: [],
    facets: { university: [], language: [], category: [], year: [] },
    terms: [],
    operators: [],
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
