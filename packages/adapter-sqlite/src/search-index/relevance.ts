import type { Database } from '../sqlite/database.ts'
import { integer } from '../sqlite/columns.ts'
import type { DocValues } from './doc-values.ts'
import { titleExpression } from './match-expression.ts'
import { inOrder } from './orders.ts'
import { BM25_WEIGHTS, MAX_SCORED, RANKING, recencyFactor } from './ranking.ts'
import { firstInOrder, nthLargest } from './top.ts'

/** Matches in order of relevance. The order is fixed when it is first looked at, and does not change then. */
export interface RankedRows {
  readonly size: number
  /** How many of them are still visible. */
  visible(): number
  /** At least the first `count` rows, or all. */
  first(count: number): Uint32Array
}

interface RelevanceRequest {
  readonly expression: string
  /** Every match that passes the filters. */
  readonly selected: Uint32Array
  /** How many rows the terms alone match. */
  readonly matched: number
  /** At most this many are scored. */
  readonly maxScored?: number
}

const SCORE_ALL = `
  SELECT rowid AS row, -bm25(terms, ${BM25_WEIGHTS}) AS score FROM terms WHERE terms MATCH ?`
// The plus keeps the set a test: as a constraint it would run the query once per row.
const SCORE_SOME = `${SCORE_ALL} AND +rowid IN (SELECT value FROM json_each(?))`

export function rankByRelevance(
  database: Database,
  values: DocValues,
  request: RelevanceRequest,
): RankedRows {
  const { selected } = request
  const scored = score(database, values, request)
  const newest = inOrder(values, 'newest')
  const row = (index: number) => scored.rows[index] ?? 0
  const byScore = (a: number, b: number) =>
    (scored.scores[b] ?? 0) - (scored.scores[a] ?? 0) || newest(row(a), row(b))
  const indices = Uint32Array.from(scored.rows.keys())
  const head = withRecency(values, scored, firstInOrder(indices, RANKING.recency.window, byScore))

  let all: Uint32Array | undefined = head.length === selected.length ? head : undefined
  return {
    size: selected.length,
    visible: () => selected.reduce((sum, selectedRow) => sum + (values.visible[selectedRow] ?? 0), 0),
    first(count) {
      if (count <= head.length) return head
      all ??= distinct([head, indices.toSorted(byScore).map(row), selected.toSorted(newest)], selected.length)
      return all
    },
  }
}

interface Scored {
  readonly rows: Uint32Array
  /** Of the row at the same index; higher is better. */
  readonly scores: Float64Array
}

function score(database: Database, values: DocValues, request: RelevanceRequest): Scored {
  const { expression, selected, matched, maxScored = MAX_SCORED } = request
  const candidates =
    selected.length <= maxScored ? selected : worthScoring(database, values, request, maxScored)
  const hits =
    candidates.length === matched
      ? database.statement(SCORE_ALL).all(expression)
      : database.statement(SCORE_SOME).all(expression, JSON.stringify(Array.from(candidates)))
  return {
    rows: Uint32Array.from(hits, (hit) => integer(hit, 'row')),
    scores: Float64Array.from(hits, (hit) => Number(hit['score'])),
  }
}

/** Title matches first, at most half of what may be scored, then the newest. */
function worthScoring(
  database: Database,
  values: DocValues,
  { expression, selected }: RelevanceRequest,
  count: number,
): Uint32Array {
  const inTitle = new Set(matchingRows(database, titleExpression(expression)))
  const titled = selected.filter((row) => inTitle.has(row))
  const kept = newestRows(values, titled, Math.floor(count / 2))
  const taken = new Set(kept)
  const others = selected.filter((row) => !taken.has(row))
  return Uint32Array.from([...kept, ...newestRows(values, others, count - kept.length)])
}

/** Rows that match, in order of arrival. */
export function matchingRows(database: Database, expression: string): readonly number[] {
  const found = database
    .statement('SELECT json_group_array(rowid) AS rows FROM terms WHERE terms MATCH ?')
    .get(expression)
  // One text instead of an object per row; json_group_array over rowid gives an array of integers.
  return JSON.parse(String(found?.['rows'])) as readonly number[]
}

/** Latest instant of publication among visible articles. */
function newestInstant(values: DocValues): number {
  let newest = -Infinity
  for (let row = 0; row < values.rows; row++) {
    if (values.visible[row] === 1) newest = Math.max(newest, values.publishedAt[row] ?? 0)
  }
  return newest
}

function withRecency(values: DocValues, { rows, scores }: Scored, indices: readonly number[]): Uint32Array {
  const newestAt = newestInstant(values)
  const newest = inOrder(values, 'newest')
  const boosted = indices.map((index) => {
    const row = rows[index] ?? 0
    return { row, score: (scores[index] ?? 0) * recencyFactor(values.publishedAt[row] ?? 0, newestAt) }
  })
  boosted.sort((a, b) => b.score - a.score || newest(a.row, b.row))
  return Uint32Array.from(boosted, ({ row }) => row)
}

/** Each row where it comes first. */
function distinct(lists: readonly Uint32Array[], size: number): Uint32Array {
  const rows = new Set<number>()
  for (const list of lists) for (const row of list) rows.add(row)
  return Uint32Array.from(rows).subarray(0, size)
}

function newestRows(values: DocValues, rows: Uint32Array, count: number): Uint32Array {
  if (rows.length <= count) return rows
  const instants = Float64Array.from(rows, (row) => values.publishedAt[row] ?? 0)
  const oldest = nthLargest(instants, count)
  const newer = rows.filter((row) => (values.publishedAt[row] ?? 0) > oldest)
  const equal = rows.filter((row) => values.publishedAt[row] === oldest)
  return Uint32Array.from([...newer, ...equal.subarray(0, count - newer.length)])
}
