/**
 * The text as received, cut into its printed lines. Every offset counts UTF-16 units of that text, so that
 * `text.slice(start, end)` shows what a finding rests on (contract §4).
 */
export interface Line {
  /**
   * Without white space at its ends, in NFC. Without `pieces` each unit stands for one unit of the source: exotic
   * spaces became a space, control characters too, lone surrogates U+FFFD.
   */
  readonly text: string
  readonly start: number
  readonly end: number
  /** At least one blank line lies above. */
  readonly afterGap: boolean
  /** Present where the text is not a plain slice of the source (HTML, no NFC): where its parts come from. */
  readonly pieces?: readonly Piece[]
}

/** The units `at` to `to` of `Line.text` come from `source` to `sourceEnd` of the received text (`&nbsp;` is one unit). */
export interface Piece {
  readonly at: number
  readonly to: number
  readonly source: number
  readonly sourceEnd: number
}

/** Ten times any article; a page of a million lines must not keep others waiting. */
export const MAX_LINES = 8_000

const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g
// eslint-disable-next-line no-control-regex -- control characters are what is replaced
const TO_SPACE = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g

/** Blank lines are not returned; they show as `afterGap` of the line below. */
export function readLines(text: string): readonly Line[] {
  const lines: Line[] = []
  const add = (start: number, end: number): boolean => {
    const line = trimmedLine(text, start, end, gap)
    if (line === null) return true
    lines.push(line)
    return false
  }
  let gap = false
  let start = 0
  for (const match of text.matchAll(LINE_END)) {
    gap = add(start, match.index)
    start = match.index + match[0].length
  }
  add(start, text.length)
  return lines
}

/** The span in the received text of a part of a line. */
export function spanOf(
  line: Line,
  from: number,
  to: number,
): { readonly start: number; readonly end: number } {
  const { pieces } = line
  if (pieces === undefined) return { start: line.start + from, end: line.start + Math.max(from, to) }
  const first = pieces.find((piece) => piece.to > from) ?? pieces.at(-1)
  const last = pieces.findLast((piece) => piece.at < to) ?? first
  const start = first === undefined ? line.start : first.source + Math.max(0, from - first.at)
  const end = last === undefined ? line.end : to >= last.to ? last.sourceEnd : last.source + (to - last.at)
  return { start: Math.min(start, line.end), end: Math.max(start, Math.min(end, line.end)) }
}

/** One unit in, one unit out: exotic spaces and control characters become a space. */
export function plainUnits(text: string): string {
  return text.toWellFormed().replace(TO_SPACE, ' ')
}

/** White space, and the marks that print nothing (byte order mark, joiners, direction marks, soft hyphen). */
function isInvisible(unit: number): boolean {
  return (
    unit <= 0x20 ||
    (unit >= 0x7f && unit <= 0xa0) ||
    unit === 0xad ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200f) ||
    (unit >= 0x2028 && unit <= 0x202f) ||
    (unit >= 0x205f && unit <= 0x206f) ||
    unit === 0x3000 ||
    unit === 0xfeff
  )
}

// By hand: a regular expression for white space before an end is quadratic on a long run of it.
function trimmedLine(text: string, from: number, to: number, afterGap: boolean): Line | null {
  let start = from
  let end = to
  while (start < end && isInvisible(text.charCodeAt(start))) start += 1
  while (end > start && isInvisible(text.charCodeAt(end - 1))) end -= 1
  if (start === end) return null
  const printed = plainUnits(text.slice(start, end))
  if (printed.normalize('NFC') !== printed) return composedLine(printed, start, end, afterGap)
  return { text: printed, start, end, afterGap }
}

/** Copied out of a PDF or on a Mac, `й` is two units: words are put together, and each keeps its place. */
function composedLine(printed: string, start: number, end: number, afterGap: boolean): Line {
  const pieces: Piece[] = []
  let text = ''
  for (const match of printed.matchAll(/\s+|\S+/gu)) {
    const source = start + match.index
    const at = text.length
    text += match[0].normalize('NFC')
    pieces.push({ at, to: text.length, source, sourceEnd: source + match[0].length })
  }
  return { text, start, end, afterGap, pieces }
}
