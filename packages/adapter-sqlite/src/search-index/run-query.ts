import { queryDigest } from '@uniwire/ports'
import type { SearchFacets, SearchHit, SearchPage, SearchQuery } from '@uniwire/ports'
import { integer, text } from '../sqlite/columns.ts'
import type { Database } from '../sqlite/database.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import type { CursorPlace } from './cursor.ts'
import type { DocValues } from './doc-values.ts'
import { facetCounter } from './facets.ts'
import { PASSES, filterTest } from './filters.ts'
import { readLinks } from './links.ts'
import { termExpressions } from './match-expression.ts'
import { findMatches, phraseTest } from './matches.ts'
import type { Matches } from './matches.ts'
import { inOrder, isAfter, orderKey } from './orders.ts'
import type { KeyedSort } from './orders.ts'
import type { FieldWeights } from './ranking.ts'
import { rankByRelevance } from './relevance.ts'
import type { RankedRows } from './relevance.ts'
import type { Snapshots } from './snapshots.ts'
import { firstInOrder } from './top.ts'

export interface QueryContext {
  readonly database: Database
  readonly values: DocValues
  readonly snapshots: Snapshots
  /** Names this index in this process: snapshots do not outlive it. */
  readonly session: string
  readonly position: number
  readonly weights: FieldWeights
  readonly now: number
}

interface Selection {
  readonly rows: Uint32Array
  readonly matches: Matches | undefined
  readonly facets?: SearchFacets
}

/** Synchronous: one page is one moment of the index. Throws `BadCursorError`. */
export function runQuery(context: QueryContext, query: SearchQuery): SearchPage {
  const digest = queryDigest(query)
  const place = query.cursor === undefined ? undefined : decodeCursor(digest, query.cursor)
  // A checkpoint may lag behind what was applied; what this page can show must be in the next one's bounds.
  const asOf = place?.asOf ?? Math.max(context.position, context.values.highestSequence)
  const asksForWords = termExpressions(query.terms).length > 0
  return query.sort === 'relevance' && asksForWords
    ? rankedPage(context, { query, digest, asOf, place })
    : keyedPage(context, { query, digest, asOf, place })
}

interface PageRequest {
  readonly query: SearchQuery
  readonly digest: string
  readonly asOf: number
  readonly place: CursorPlace | undefined
}

function keyedPage(context: QueryContext, request: PageRequest): SearchPage {
  const { query, digest, asOf, place } = request
  const { values } = context
  const sort: KeyedSort = query.sort === 'views' ? 'views' : 'newest'
  const selection = select(context, request)
  const rows =
    place?.kind === 'key' ? selection.rows.filter(isAfter(values, sort, place.key)) : selection.rows
  const page = firstInOrder(rows, query.limit, inOrder(values, sort))
  const last = page.at(-1)
  return {
    total: selection.rows.length,
    hits: hitsOf(context, page),
    ...(selection.facets && { facets: selection.facets }),
    ...(last !== undefined &&
      rows.length > page.length && {
        nextCursor: encodeCursor(digest, { kind: 'key', asOf, key: orderKey(values, last) }),
      }),
  }
}

function rankedPage(context: QueryContext, request: PageRequest): SearchPage {
  const { query, digest, asOf, place } = request
  const { values, snapshots, session, now } = context
  const fromRank = place?.kind === 'rank' ? place : undefined
  const fresh = `${session}.${values.changes}.${asOf}.${digest}`
  const wanted = fromRank?.snapshot ?? fresh
  const known = snapshots.get(wanted, now)
  const selection = known === undefined || query.facets ? select(context, request) : undefined
  const ranked = known ?? rank(context, selection)
  const name = known === undefined ? fresh : wanted
  const start = fromRank === undefined ? 0 : known ? fromRank.offset : resume(ranked, values, fromRank)
  const { page, end, more } = visibleFrom(values, ranked, start, query.limit)
  if (more) snapshots.keep(name, ranked, now)
  const id = values.ids[page.at(-1) ?? 0] ?? ''
  return {
    total: ranked.visible(),
    hits: hitsOf(context, page),
    ...(selection?.facets && { facets: selection.facets }),
    ...(more && {
      nextCursor: encodeCursor(digest, { kind: 'rank', asOf, snapshot: name, offset: end, id }),
    }),
  }
}

function rank({ database, values, weights }: QueryContext, selection: Selection | undefined): RankedRows {
  const { rows: selected, matches } = selection ?? { rows: new Uint32Array(), matches: undefined }
  const none = { rows: new Uint32Array(), expression: '', alternatives: [] }
  return rankByRelevance(database, values, { matches: matches ?? none, selected, weights })
}

/** One pass over the matches: those that pass every filter, and the facets if they are asked for. */
function select({ database, values }: QueryContext, request: PageRequest): Selection {
  const { query, asOf } = request
  const matches = findMatches(database, query)
  const hasPhrases = phraseTest(database, query)
  const passes = filterTest(values, query.filters)
  const counter = query.facets ? facetCounter(values) : undefined
  const { visible, firstSequence } = values
  const matched = matches?.rows.length ?? values.rows
  const rows = new Uint32Array(matched)
  let size = 0
  for (let index = 0; index < matched; index++) {
    const row = matches === undefined ? index : (matches.rows[index] ?? 0)
    if (visible[row] !== 1 || (firstSequence[row] ?? 0) > asOf || !hasPhrases(row)) continue
    const passed = passes(row)
    counter?.count(row, passed)
    if (passed === PASSES.all) rows[size++] = row
  }
  return { rows: rows.slice(0, size), matches, ...(counter && { facets: counter.facets() }) }
}

/** A ranking made anew goes on after the last article shown, or, if it is gone, at its place. */
function resume(
  ranked: RankedRows,
  values: DocValues,
  place: CursorPlace & { readonly kind: 'rank' },
): number {
  const index = ranked.first(ranked.size).findIndex((row) => values.ids[row] === place.id)
  return index === -1 ? place.offset : index + 1
}

/** Articles that became stubs since the ranking was made are passed over. */
function visibleFrom(values: DocValues, ranked: RankedRows, start: number, limit: number) {
  const page: number[] = []
  let rows = ranked.first(start + limit + 1)
  let end = start
  for (let index = start; index < ranked.size; index++) {
    if (index >= rows.length) rows = ranked.first(ranked.size)
    const row = rows[index] ?? 0
    if (values.visible[row] !== 1) continue
    if (page.length === limit) return { page, end, more: true }
    page.push(row)
    end = index + 1
  }
  return { page, end, more: false }
}

export function hitsOf(
  { database, values }: Pick<QueryContext, 'database' | 'values'>,
  rows: readonly number[],
): readonly SearchHit[] {
  const read = database.statement(
    'SELECT id, version, source, links FROM articles JOIN payloads USING (row) WHERE row = ?',
  )
  return rows.flatMap((row) => {
    const found = read.get(row)
    if (found === undefined) return []
    return {
      id: text(found, 'id'),
      version: integer(found, 'version'),
      source: text(found, 'source'),
      views: values.views[row] ?? 0,
      ...readLinks(found),
    }
  })
}
