import type { QueryTerms } from '@uniwire/language'
import type { SearchIndex, SearchPage, SearchQuery } from '@uniwire/ports'
import { BadCursorError } from '@uniwire/ports'
import { ProblemError } from '@uniwire/service-kit'
import type { UniversityRegistry } from '@uniwire/projection'
import type { Strictness } from './loosening.ts'
import { askLoosening, isStrictness, loosened } from './loosening.ts'
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
  /** Too little had every word and phrase: others have at least one word. */
  readonly relaxed: boolean
  readonly nextCursor?: string
}

/** Everything that is asked first; loosened when that finds too little. A cursor stays with what its first page did. */
export async function search({ index, universities }: SearchParts, request: SearchRequest): Promise<Found> {
  const understood = understand(request.q, universities)
  const { terms, phrases, excluded, filters, operators } = understood
  if (request.q.trim() !== '' && terms.length + operators.length === 0) return nothing()
  const query: SearchQuery = {
    terms,
    phrases,
    excluded,
    match: 'all',
    filters: filtersOf({
      ...request,
      university: [...request.university, ...filters.university],
      language: [...request.language, ...filters.language],
      category: [...request.category, ...filters.category],
    }),
    sort: sortOf(request, terms),
    limit: request.limit,
    facets: request.facets ?? true,
  }
  const cursor = readCursor(request.cursor)
  if (cursor === undefined) {
    const { page, strictness } = await askLoosening(query, (asked) => ask(index, asked))
    return found(page, strictness, understood)
  }
  const { strictness, engine } = cursor
  return found(await ask(index, { ...loosened(query, strictness), cursor: engine }), strictness, understood)
}

function found(page: SearchPage, strictness: Strictness, { terms, operators }: Understood): Found {
  const { nextCursor, ...rest } = page
  return {
    ...rest,
    terms,
    operators,
    relaxed: strictness !== 'all',
    ...(nextCursor === undefined ? {} : { nextCursor: `${strictness}.${nextCursor}` }),
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
  const [strictness, ...engine] = text.split('.')
  if (isStrictness(strictness)) return { strictness, engine: engine.join('.') }
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
