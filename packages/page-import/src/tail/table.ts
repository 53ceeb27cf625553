import type { KnownLine } from '../lines/line-kind.ts'

/** Printed values: numbers, scores, shares, dates, hours, places (`1-орын`, `2 место`). */
const VALUE = /^[^\p{L}\p{N}]{0,3}\d[\d\s.,:/%°+–—-]{0,24}[^\p{L}\p{N}]{0,2}$/u
const ROW = /\t|\s\|\s|\S\|\S/
const LONGEST_ROW_IN_CELLS = 12
const LEAST_ROWS = 3
/** A table is looked for in this many lines; a longer one is still a table. */
const LOOK_AHEAD = 400

/**
 * The index behind a table that begins at `from` (its header included), or `from` when none does. A table is rows
 * with cells between tabs or bars, or one cell a line: then values return at a constant distance, which no menu's
 * entries do.
 */
export function endOfTable(lines: readonly KnownLine[], from: number, to: number): number {
  const inRows = endOfRows(lines, from, to)
  return inRows > from ? inRows : endOfCells(lines, from, to)
}

function endOfRows(lines: readonly KnownLine[], from: number, to: number): number {
  let at = from
  while (at < to && ROW.test(lines[at]?.text.slice(0, 400) ?? '')) at += 1
  return at - from >= 2 ? at : from
}

function endOfCells(lines: readonly KnownLine[], from: number, to: number): number {
  const last = Math.min(to, from + LOOK_AHEAD)
  const values: number[] = []
  for (let at = from; at < last; at += 1) if (VALUE.test(lines[at]?.text.slice(0, 40) ?? '')) values.push(at)
  const [first, second] = values
  if (first === undefined || second === undefined) return from
  const distance = second - first
  let rows = 1
  let end = first
  for (const at of values) {
    if (at === end + distance) {
      rows += 1
      end = at
    }
  }
  const hasHeader = first - from <= LONGEST_ROW_IN_CELLS
  if (distance < 2 || distance > LONGEST_ROW_IN_CELLS || rows < LEAST_ROWS || !hasHeader) return from
  // Numbered rows go on behind their number; rows that end in a value end with it.
  const isNumbered = numberAt(lines, first) === 1 && numberAt(lines, first + distance) === 2
  return Math.min(to, isNumbered ? end + distance : end + 1)
}

function numberAt(lines: readonly KnownLine[], at: number): number {
  return Number.parseInt(lines[at]?.text.replace(/^\D{0,3}/u, '') ?? '', 10)
}
