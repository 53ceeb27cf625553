import type { Database } from '../sqlite/database.ts'
import type { SearchQuery } from '@uniwire/ports'
import { phrasesExpression, termExpressions, excludedExpression } from './match-expression.ts'

/** What the terms of a query match, before any filter. */
export interface Matches {
  /** Ascending, each once. */
  readonly rows: Uint32Array
  /** The whole query. */
  readonly expression: string
  /** Its alternatives: the terms of a query for `any`, else the whole. */
  readonly alternatives: readonly Alternative[]
}

export interface Alternative {
  readonly expression: string
  readonly rows: Uint32Array
}

/** `undefined` when no term asks for anything. */
export function findMatches(
  database: Database,
  { terms, match }: Pick<SearchQuery, 'terms' | 'match'>,
): Matches | undefined {
  const expressions = termExpressions(terms)
  if (expressions.length === 0) return undefined
  const wholes = match === 'all' ? [expressions.join(' AND ')] : expressions
  const alternatives = wholes.map((expression) => ({
    expression,
    rows: matchingRows(database, 'terms', expression),
  }))
  return { rows: union(alternatives), expression: wholes.join(' OR '), alternatives }
}

/** What the phrases of a query and the words it does without leave of any row. */
export function phraseTest(
  database: Database,
  { phrases = [], excluded }: Pick<SearchQuery, 'phrases' | 'excluded'>,
): (row: number) => boolean {
  const wanted = markedBy(database, phrasesExpression(phrases))
  const unwanted = markedBy(database, excluded && excludedExpression(excluded))
  return (row) => (wanted === undefined || wanted[row] === 1) && unwanted?.[row] !== 1
}

function markedBy(database: Database, expression: string | undefined): Uint8Array | undefined {
  return expression === undefined ? undefined : marked(matchingRows(database, 'terms', expression))
}

/** Rows that match, ascending. */
export function matchingRows(database: Database, table: 'terms' | 'titles', expression: string): Uint32Array {
  const found = database
    .statement(`SELECT json_group_array(rowid) AS rows FROM ${table} WHERE ${table} MATCH ?`)
    .get(expression)
  // One text instead of an object per row; json_group_array over rowid gives an array of integers.
  return Uint32Array.from(JSON.parse(String(found?.['rows'])) as readonly number[])
}

/** Ascending, each once. */
export function union(alternatives: readonly Pick<Alternative, 'rows'>[]): Uint32Array {
  const [only, ...others] = alternatives
  if (only === undefined || others.length === 0) return only?.rows ?? new Uint32Array()
  const isMatch = marked(...alternatives.map(({ rows }) => rows))
  const rows = new Uint32Array(isMatch.reduce((sum, one) => sum + one, 0))
  for (let row = 0, index = 0; index < rows.length; row++) if (isMatch[row] === 1) rows[index++] = row
  return rows
}

/** 1 at each row that is in every list. */
export function inEvery(lists: readonly Uint32Array[]): Uint8Array {
  const [rarest = new Uint32Array(), ...others] = lists.toSorted((a, b) => a.length - b.length)
  let isCommon = marked(rarest)
  for (const rows of others) {
    const kept = new Uint8Array(isCommon.length)
    for (const row of rows) if (isCommon[row] === 1) kept[row] = 1
    isCommon = kept
  }
  return isCommon
}

/** 1 at each row of any list: much faster to ask than a Set. */
export function marked(...lists: readonly (Uint32Array | readonly number[])[]): Uint8Array {
  let highest = -1
  for (const rows of lists) for (const row of rows) highest = Math.max(highest, row)
  const isMarked = new Uint8Array(highest + 1)
  for (const rows of lists) for (const row of rows) isMarked[row] = 1
  return isMarked
}
