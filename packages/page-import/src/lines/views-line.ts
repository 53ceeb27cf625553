import { labelsIn } from '../words/label-match.ts'

/** A number of views beside its label. Offsets count from the line's beginning. */
export interface PrintedCount {
  readonly count: number
  /** Of the digits. */
  readonly start: number
  readonly end: number
  /** Of label and digits together. */
  readonly outerStart: number
  readonly outerEnd: number
}

const NUMBER = /^(?:\d{1,3}(?:[ ,.'’]\d{3}){1,3}|\d{1,9})(?![\p{L}\p{N}]|[.,:/-]\d)/u
const NUMBER_BEFORE =
  /(?<![\p{L}\p{N}.,:/-])(?:\d{1,3}(?:[ ,.'’]\d{3}){1,3}|\d{1,9})(?: ?(?:рет|раз|раза|times))? ?$/u
const TIMES = /^ ?(?:рет|раз|раза|times|time)(?![\p{L}])/u

/** `Просмотров: 488`, `Post Views: 1,234`, `408 рет көрсетілді`: in a line or a part of one, never in a sentence. */
export function printedViews(text: string): PrintedCount | null {
  for (const label of labelsIn(text, ['views'])) {
    const behind = label.opensPart || label.hasColon ? numberBehind(text, label.start, label.end) : null
    const found = behind ?? numberAhead(text, label.start, label.end)
    if (found !== null) return found
  }
  return null
}

/** The whole line is a views label, its number standing beside it or in a line of its own. */
export function isViewsLine(text: string): boolean {
  const found = printedViews(text)
  if (found !== null)
    return (
      isBare(withoutComments(text.slice(0, found.outerStart))) &&
      isBare(withoutComments(text.slice(found.outerEnd)))
    )
  return isViewsLabel(text)
}

/** `Views: 412 Comments: 0`: systems count both in one line. */
function withoutComments(text: string): string {
  const [label] = labelsIn(text, ['comments'])
  if (label === undefined) return text
  const number = /^\s*[([]?\d{1,6}/u.exec(text.slice(label.end))?.[0] ?? ''
  return text.slice(0, label.start).replace(/\d{1,6}\s*$/u, '') + text.slice(label.end + number.length)
}

/** `1.2K views`, `1,2 тыс. просмотров`: a label, and no number that could be taken. */
const ROUNDED = /^\P{L}{0,3}\d{1,3}(?:[.,]\d)? ?(?:k|m|к|тыс\.?|млн|мың) ?$/iu

/** A label without a number: `Views:` above `2585`, `көрсетілді` below `408 рет`. */
export function isViewsLabel(text: string): boolean {
  const [label, second] = labelsIn(text, ['views'])
  if (label === undefined || second !== undefined) return false
  return (
    isBare(text.slice(0, label.start).replace(ROUNDED, '')) &&
    isBare(text.slice(label.end).replace(TIMES, ''))
  )
}

/** `488`, `• 1 234`, `408 рет`: the number of a line that holds nothing else. */
export function bareCount(text: string): PrintedCount | null {
  const start = text.search(/\d/)
  if (start < 0 || start > 8 || !isBare(text.slice(0, start))) return null
  const digits = NUMBER.exec(text.slice(start, start + 24))?.[0]
  if (digits === undefined) return null
  const end = start + digits.length
  return isBare(text.slice(end).replace(TIMES, '')) ? counted(digits, start, end, start, end) : null
}

function numberBehind(text: string, outerStart: number, at: number): PrintedCount | null {
  let start = at
  while ('(['.includes(text.charAt(start)) && start < text.length) start += 1
  const digits = NUMBER.exec(text.slice(start, start + 24))?.[0]
  if (digits === undefined) return null
  const end = start + digits.length
  const times = TIMES.exec(text.slice(end, end + 8))?.[0] ?? ''
  return counted(digits, start, end, outerStart, end + times.length)
}

/** The number stands first only where nothing but a bar, a bullet or the line's beginning is before it. */
function numberAhead(text: string, at: number, outerEnd: number): PrintedCount | null {
  const from = Math.max(0, at - 24)
  const found = NUMBER_BEFORE.exec(text.slice(from, at))
  if (found === null) return null
  const start = from + found.index
  if (!/(?:^|[^\p{L}\p{N}\s»”"])\s?$/u.test(text.slice(0, start)) && !isBehindDate(text, start)) return null
  const digits = /^[\d ,.'’]*\d/.exec(found[0])?.[0] ?? ''
  const isWholeEnd = /^[^\p{L}\p{N}]{0,6}(?:$|[|•·,;/\]]|\d|\p{L}+\s?:)/u.test(
    text.slice(outerEnd, outerEnd + 40),
  )
  return isWholeEnd ? counted(digits, start, start + digits.length, start, outerEnd) : null
}

function isBehindDate(text: string, start: number): boolean {
  return /\d{4}(?: ?(?:г|ж)\.?)?[\s,]{1,3}$|\d:\d\d[\s,]{1,3}$/u.test(
    text.slice(Math.max(0, start - 12), start),
  )
}

function counted(
  digits: string,
  start: number,
  end: number,
  outerStart: number,
  outerEnd: number,
): PrintedCount | null {
  const count = Number(digits.replace(/\D/g, ''))
  return Number.isSafeInteger(count) ? { count, start, end, outerStart, outerEnd } : null
}

function isBare(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text)
}
