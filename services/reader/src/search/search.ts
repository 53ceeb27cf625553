import type { QueryTerms } from '@uniwire/language'
import { inOtherLayout } from '@uniwire/language'
import type { SearchIndex, SearchPage, SearchQuery } from '@uniwire/ports'
import { BadCursorError } from '@uniwire/ports'
import { ProblemError } from '@uniwire/service-kit'
import type { UniversityRegistry } from '@uniwire/projection'
import { correctedQuery, ENOUGH_TO_BE_MEANT } from './did-you-mean.ts'
import type { Asked, Loosened, Strictness } from './loosening.ts'
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
  /** The text as it was probably meant, when it found next to nothing; it was not searched for. */
  readonly didYouMean?: string
  readonly nextCursor?: string
}

/** Everything that is asked first; loosened when that finds too little. A cursor stays with what its first page did. */
export async function search(parts: SearchParts, request: SearchRequest): Promise<Found> {
  const { index, universities } = parts
  const understood = understand(request.q, universities)
  if (request.q.trim() !== '' && understood.terms.length + understood.operators.length === 0) return nothing()
  const asked = askedBy(request, understood)
  const cursor = readCursor(request.cursor)
  if (cursor !== undefined) {
    const { strictness, engine } = cursor
    const page = await ask(index, { ...loosened(asked, strictness), cursor: engine })
    return found(page, strictness, understood)
  }
  const first = await askLoosening(asked, (query) => ask(index, query))
  const didYouMean = await betterText(parts, { request, understood, first })
  return {
    ...found(first.page, first.strictness, understood),
    ...(didYouMean === undefined ? {} : { didYouMean }),
  }
}

function askedBy(request: SearchRequest, understood: Understood): Asked {
  const { terms, phrases, excluded, filters, quotesNames, functionWords } = understood
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
  return { query, quotesNames, functionWords }
}

function found(page: SearchPage, strictness: Strictness, understood: Understood): Found {
  const { nextCursor, ...rest } = page
  return {
    ...rest,
    terms: strictness === 'function-words' ? understood.functionWords : understood.terms,
    operators: understood.operators,
    relaxed: strictness !== 'all',
    ...(nextCursor === undefined ? {} : { nextCursor: `${strictness}.${nextCursor}` }),
  }
}

interface FirstAnswer {
  readonly request: SearchRequest
  readonly understood: Understood
  readonly first: Loosened
}

/**
 * The text as it reads in the other keyboard layout, if that has articles with all its words and the text has none; else
 * with its mistyped words put right, if it finds more with all its words, or else with some.
 */
async function betterText(
  parts: SearchParts,
  { request, understood, first }: FirstAnswer,
): Promise<string | undefined> {
  if (first.strictTotal >= ENOUGH_TO_BE_MEANT) return undefined
  const isPlain = first.strictTotal === 0 && understood.operators.length === 0
  const retyped = isPlain ? inOtherLayout(request.q) : undefined
  if (retyped !== undefined && (await askFor(parts, { ...request, q: retyped })).strictTotal > 0)
    return retyped
  const q = await correctedQuery(parts.index, request.q, understood.terms)
  if (q === undefined) return undefined
  const better = await askFor(parts, { ...request, q })
  const findsMore =
    better.strictTotal > first.strictTotal ||
    (better.strictTotal === first.strictTotal && better.page.total > first.page.total)
  return findsMore ? q : undefined
}

function askFor({ index, universities }: SearchParts, request: SearchRequest): Promise<Loosened> {
  const asked = askedBy({ ...request, limit: 1, facets: false }, understand(request.q, universities))
  return askLoosening(asked, (query) => ask(index, query))
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
    facets: { university: [], language: [], category: [], year: [], month: [] },
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
