import { integer } from '../sqlite/columns.ts'
import type { Database } from '../sqlite/database.ts'
import type { DocValues } from './doc-values.ts'
import { inEvery, marked, matchingRows, union } from './matches.ts'
import type { Alternative, Matches } from './matches.ts'
import { inOrder } from './orders.ts'
import { bm25Weights, MAX_SCORED, RECENCY, recencyFactor } from './ranking.ts'
import type { FieldWeights } from './ranking.ts'
import { firstInOrder } from './top.ts'
import type { Compare } from './top.ts'

/** Matches in order of relevance. The order is fixed when it is first looked at, and does not change then. */
export interface RankedRows {
  readonly size: number
  /** How many of them are still visible. */
  visible(): number
  /** At least the first `count` rows, or all. */
  first(count: number): Uint32Array
}

interface RelevanceRequest {
  readonly matches: Matches
  /** Every match that passes the filters. */
  readonly selected: Uint32Array
  readonly weights: FieldWeights
  /** At most this many are scored. */
  readonly maxScored?: number
}

export function rankByRelevance(
  database: Database,
  values: DocValues,
  request: RelevanceRequest,
): RankedRows {
  const { matches, selected } = request
  const newest = inOrder(values, 'newest')
  const wholeFirst = byWholeness(matches)
  const scored = score(database, request)
  const row = (index: number) => scored.rows[index] ?? 0
  const byScore = (a: number, b: number) =>
    wholeFirst(row(a), row(b)) || (scored.scores[b] ?? 0) - (scored.scores[a] ?? 0) || newest(row(a), row(b))
  const indices = Uint32Array.from(scored.rows.keys())
  const best = withRecency(values, scored, {
    indices: firstInOrder(indices, RECENCY.window, byScore),
    wholeFirst,
  })
  const unscored =
    scored.rows.length < selected.length ? [inTitle(database, matches, selected), selected] : []
  const head = best.length === scored.rows.length ? filledUp(best, unscored, newest) : best

  let all = head.length === selected.length ? head : undefined
  return {
    size: selected.length,
    visible: () => selected.reduce((sum, selectedRow) => sum + (values.visible[selectedRow] ?? 0), 0),
    first(count) {
      if (count <= head.length) return head
      all ??= distinct([
        head,
        indices.toSorted(byScore).map(row),
        ...unscored.map((rows) => rows.toSorted(newest)),
      ])
      return all
    },
  }
}

interface Scored {
  readonly rows: Uint32Array
  /** Of the row at the same index; higher is better. */
  readonly scores: Float64Array
}

function score(
  database: Database,
  { matches, selected, weights, maxScored = MAX_SCORED }: RelevanceRequest,
): Scored {
  const telling = selected.length <= maxScored ? [matches] : tellingAlternatives(matches, maxScored)
  if (telling.length === 0) return { rows: new Uint32Array(), scores: new Float64Array() }
  const expression = telling.map((alternative) => alternative.expression).join(' OR ')
  const matched = union(telling)
  const isMatched = marked(matched)
  const candidates = selected.filter((row) => isMatched[row] === 1)
  const all = `SELECT rowid AS row, -bm25(terms, ${bm25Weights(weights)}) AS score FROM terms WHERE terms MATCH ?`
  // The plus keeps the set a test: as a constraint it would run the query once per row.
  const some = `${all} AND +rowid IN (SELECT value FROM json_each(?))`
  const hits =
    candidates.length === matched.length
      ? database.statement(all).all(expression)
      : database.statement(some).all(expression, JSON.stringify(Array.from(candidates)))
  return {
    rows: Uint32Array.from(hits, (hit) => integer(hit, 'row')),
    scores: Float64Array.from(hits, (hit) => Number(hit['score'])),
  }
}

/** The rarest alternatives, as many as are within the bound together. */
function tellingAlternatives({ alternatives }: Matches, maxScored: number): readonly Alternative[] {
  const rarestFirst = alternatives.toSorted((a, b) => a.rows.length - b.rows.length)
  let sum = 0
  return rarestFirst.filter(({ rows }) => (sum += rows.length) <= maxScored)
}

/** Rows that have every alternative, before those that have some. */
function byWholeness({ alternatives }: Matches): Compare {
  if (alternatives.length < 2) return () => 0
  const isWhole = inEvery(alternatives.map(({ rows }) => rows))
  return (a, b) => (isWhole[b] ?? 0) - (isWhole[a] ?? 0)
}

function inTitle(database: Database, { expression }: Matches, selected: Uint32Array): Uint32Array {
  const titled = marked(matchingRows(database, 'titles', expression))
  return selected.filter((row) => titled[row] === 1)
}

function withRecency(
  values: DocValues,
  { rows, scores }: Scored,
  { indices, wholeFirst }: { readonly indices: readonly number[]; readonly wholeFirst: Compare },
): Uint32Array {
  const newestAt = newestInstant(values)
  const newest = inOrder(values, 'newest')
  const boosted = indices.map((index) => {
    const row = rows[index] ?? 0
    return { row, score: (scores[index] ?? 0) * recencyFactor(values.publishedAt[row] ?? 0, newestAt) }
  })
  boosted.sort((a, b) => wholeFirst(a.row, b.row) || b.score - a.score || newest(a.row, b.row))
  return Uint32Array.from(boosted, ({ row }) => row)
}

/** Latest instant of publication among visible articles. */
function newestInstant(values: DocValues): number {
  let newest = -Infinity
  for (let row = 0; row < values.rows; row++) {
    if (values.visible[row] === 1) newest = Math.max(newest, values.publishedAt[row] ?? 0)
  }
  return newest
}

/** Enough for the first pages, without ordering the rest. */
function filledUp(best: Uint32Array, lists: readonly Uint32Array[], compare: Compare): Uint32Array {
  const rows = [...best]
  for (const list of lists) {
    const taken = marked(rows)
    const others = list.filter((row) => taken[row] !== 1)
    rows.push(...firstInOrder(others, RECENCY.window - rows.length, compare))
  }
  return Uint32Array.from(rows)
}

/** Each row where it comes first. */
function distinct(lists: readonly Uint32Array[]): Uint32Array {
  const rows = new Set<number>()
  for (const list of lists) for (const row of list) rows.add(row)
  return Uint32Array.from(rows)
}
