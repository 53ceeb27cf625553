import type { Evidence } from '../evidence.ts'
import type { Head } from '../head/head.ts'
import type { KnownLine } from '../lines/line-kind.ts'
import { spanOf } from '../lines/lines.ts'
import type { Tail } from '../tail/tail.ts'
import { bareCount, isViewsLabel, printedViews } from '../lines/views-line.ts'
import type { PrintedCount } from '../lines/views-line.ts'

interface FoundCount {
  readonly line: KnownLine
  readonly found: PrintedCount
}

const LABELS_KEPT = 20

/**
 * The views that the old site had counted: a labelled number above or below the text; else, with medium confidence,
 * the only bare integer on the date's own line or beside it in the head (contract §4).
 */
export function findViews(lines: readonly KnownLine[], head: Head, tail: Tail): Evidence<number> | null {
  const newsFrom = otherNews(lines, tail)
  const outside = lines.filter((line) => line.kind !== 'paragraph' && !isInsideText(line, head, tail))
  const labelled = outside.flatMap((line) => labelledCount(lines, line) ?? []).slice(0, LABELS_KEPT)
  // Lists of other news print counts as well: the one nearest to the article is its own.
  const nearest = labelled.toSorted((a, b) => distance(a, head, tail) - distance(b, head, tail))
  const [best] = nearest
  if (best !== undefined && best.line.index < newsFrom)
    return evidenceOf(best, 'high', 'views-label', nearest.slice(1))
  const bare = bareCounts(lines, head)
  const [only, ...others] = bare
  return only === undefined || others.length > 0 ? null : evidenceOf(only, 'medium', 'number-beside-date', [])
}

/** From the first headline of other news on, counts are theirs; their title alone may have the article's below it. */
function otherNews(lines: readonly KnownLine[], { textTo }: Tail): number {
  const title = lines.findIndex(({ index, kind }) => index >= textTo && kind === 'other-news')
  const headline = title < 0 ? -1 : lines.findIndex(({ index, kind }) => index > title && kind === 'text')
  return headline < 0 ? lines.length : headline
}

function labelledCount(lines: readonly KnownLine[], line: KnownLine): FoundCount | null {
  const found = printedViews(line.text)
  if (found !== null) return { line, found }
  if (!isViewsLabel(line.text)) return null
  for (const beside of [lines[line.index + 1], lines[line.index - 1]]) {
    const count = beside === undefined ? null : bareCount(beside.text)
    if (beside !== undefined && count !== null) return { line: beside, found: count }
  }
  return null
}

/** On the date's own line behind or before it, and in the lines of bare numbers that touch it. */
function bareCounts(lines: readonly KnownLine[], head: Head): readonly FoundCount[] {
  const { dated, anchor } = head
  if (dated === null || anchor === null) return []
  const { line, date } = dated
  const behind = shifted(onDateLine(line.text.slice(date.outerEnd)), date.outerEnd)
  const before = onDateLine(line.text.slice(0, date.outerStart))
  const own = [before, behind].flatMap((found) => (found === null ? [] : [{ line, found }]))
  if (own.length > 0) return own
  return [...numbersFrom(lines, anchor, -1), ...numbersFrom(lines, anchor, 1)]
}

function onDateLine(text: string): PrintedCount | null {
  const parts = text.split(/[|•·,]/u)
  let from = 0
  for (const part of parts) {
    const found = shifted(bareCount(part), from)
    if (found !== null) return found
    from += part.length + 1
  }
  return null
}

function numbersFrom(lines: readonly KnownLine[], anchor: number, step: 1 | -1): readonly FoundCount[] {
  const found: FoundCount[] = []
  for (let at = anchor + step; found.length < 3; at += step) {
    const line = lines[at]
    const count = line?.kind === 'number' ? bareCount(line.text) : null
    if (line === undefined || count === null) break
    found.push({ line, found: count })
  }
  return found
}

function shifted(found: PrintedCount | null, by: number): PrintedCount | null {
  return found === null ? null : { ...found, start: found.start + by, end: found.end + by }
}

function isInsideText(line: KnownLine, head: Head, tail: Tail): boolean {
  return line.kind !== 'views' && line.index > head.firstText && line.index < tail.lastText
}

function distance({ line }: FoundCount, head: Head, tail: Tail): number {
  const { index } = line
  if (index < head.textFrom) return (head.anchor ?? head.textFrom) - index
  return Math.max(0, index - tail.textTo)
}

function evidenceOf(
  { line, found }: FoundCount,
  confidence: 'high' | 'medium',
  rule: string,
  others: readonly FoundCount[],
): Evidence<number> {
  const alternatives = [...new Set(others.map((other) => other.found.count))].filter(
    (count) => count !== found.count,
  )
  return { value: found.count, confidence, rule, ...spanOf(line, found.start, found.end), alternatives }
}
