import type { KnownLine } from './line-kind.ts'

/** The beginning that two lines share, offsets in the first of them. */
export interface CommonBeginning {
  readonly line: KnownLine
  readonly to: number
}

const LEAST = { characters: 20, words: 3 }
/** A headline is printed a second time near the head, not pages above it. */
const LINES_ABOVE = 60
const LONGEST = 240

/** Lines other than `own` near the head that begin with `text`, word for word. */
export function repeatsOf(
  lines: readonly KnownLine[],
  own: KnownLine,
  text: string,
  near: number,
): readonly KnownLine[] {
  const beginning = folded(text)
  return around(lines, near).filter(
    (line) => line.index !== own.index && folded(line.text).startsWith(beginning),
  )
}

/**
 * The longest beginning, of three words or more, that a line near the head shares with `line`, where neither goes on
 * in small letters: a headline printed twice, each time with something else glued behind it.
 */
export function commonBeginning(
  lines: readonly KnownLine[],
  line: KnownLine,
  near: number,
): CommonBeginning | null {
  let best = 0
  for (const other of around(lines, near)) {
    if (other.index === line.index) continue
    const length = sharedLength(line.text.slice(0, LONGEST), other.text.slice(0, LONGEST))
    if (length > best && isGlued(line.text, length) && isGlued(other.text, length)) best = length
  }
  const shared = line.text.slice(0, best)
  const isEnough = best >= LEAST.characters && shared.split(/\s+/u).length >= LEAST.words
  return isEnough ? { line, to: best } : null
}

/** Where the text goes on behind a headline glued to its beginning; 0 when the line merely begins like it. */
export function endOfGlued(text: string, headline: string): number {
  if (!folded(text.slice(0, headline.length)).startsWith(folded(headline))) return 0
  const to = headline.length
  if (!isGlued(text, to)) return 0
  let from = to
  while (from < text.length && /[\s.:–—-]/u.test(text.charAt(from))) from += 1
  return from
}

/** Behind `at` a new sentence, a number or nothing begins. */
function isGlued(text: string, at: number): boolean {
  const rest = /^[\s.:!?–—-]{0,4}/u.exec(text.slice(at, at + 8))?.[0].length ?? 0
  return at + rest >= text.length || /[\p{Lu}\p{N}+(«“"]/u.test(text.charAt(at + rest))
}

function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let at = 0
  while (at < most && a.charAt(at).toLowerCase() === b.charAt(at).toLowerCase()) at += 1
  // A word begun in both and ended in one is not shared, except where a capital is glued to it.
  while (at > 0 && isInsideWord(a, at) && isInsideWord(b, at)) at -= 1
  while (at > 0 && (isInsideWord(a, at) || isInsideWord(b, at)) && !isBoundary(a, b, at)) at -= 1
  while (at > 0 && /[\s,;:–—-]/u.test(a.charAt(at - 1))) at -= 1
  return at
}

function isBoundary(a: string, b: string, at: number): boolean {
  const isSplit = (text: string): boolean =>
    !isInsideWord(text, at) || /\p{Ll}\p{Lu}|\p{L}\p{N}/u.test(text.slice(at - 1, at + 1))
  return isSplit(a) && isSplit(b)
}

function isInsideWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text.charAt(at - 1)) && /[\p{L}\p{N}]/u.test(text.charAt(at))
}

function around(lines: readonly KnownLine[], near: number): readonly KnownLine[] {
  return lines.slice(Math.max(0, near - LINES_ABOVE), near + 6)
}

function folded(text: string): string {
  return text.slice(0, LONGEST).replace(/\s+/gu, ' ').toLowerCase().trim()
}
