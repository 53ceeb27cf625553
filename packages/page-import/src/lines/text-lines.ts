import type { KnownLine } from './line-kind.ts'

/** Which lines carry the article's text, and how much of it lies where. */
export interface TextLines {
  readonly isText: (index: number) => boolean
  /** The first line of text at or behind `from`; the number of lines when there is none. */
  readonly firstFrom: (from: number) => number
  /** The last line of text before `to`; -1 when there is none. */
  readonly lastBefore: (to: number) => number
  /** Characters of text in the lines `from` to `to` (excluded). */
  readonly mass: (from: number, to: number) => number
}

/** One endless line must not outweigh the rest of a page. */
const MOST_OF_ONE_LINE = 2_000

/**
 * Full paragraphs; on a page without any, stopped sentences of three words; without those too, long lines.
 * Each look-up costs constant or logarithmic time.
 */
export function textLines(lines: readonly KnownLine[]): TextLines {
  const test = [isFull, isSentence, isLong].find((candidate) => lines.some(candidate)) ?? isFull
  const indexes = lines.filter(test).map((line) => line.index)
  const isIn = new Set(indexes)
  const upTo = new Float64Array(lines.length + 1)
  for (const line of lines) {
    const own = isIn.has(line.index) ? Math.min(line.text.length, MOST_OF_ONE_LINE) : 0
    upTo[line.index + 1] = (upTo[line.index] ?? 0) + own
  }
  return {
    isText: (index) => isIn.has(index),
    firstFrom: (from) => indexes[firstAtLeast(indexes, from)] ?? lines.length,
    lastBefore: (to) => indexes[firstAtLeast(indexes, to) - 1] ?? -1,
    mass: (from, to) => Math.max(0, (upTo[Math.max(0, to)] ?? 0) - (upTo[Math.max(0, from)] ?? 0)),
  }
}

function isFull(line: KnownLine): boolean {
  return line.kind === 'paragraph'
}

function isSentence(line: KnownLine): boolean {
  return line.kind === 'text' && line.words >= 3 && line.ending === 'stop'
}

function isLong(line: KnownLine): boolean {
  return line.kind === 'text' && line.text.length >= 60 && line.words >= 8
}

/** The place of the first index that is not below `least`. */
function firstAtLeast(indexes: readonly number[], least: number): number {
  let low = 0
  let high = indexes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((indexes[middle] ?? 0) < least) low = middle + 1
    else high = middle
  }
  return low
}
