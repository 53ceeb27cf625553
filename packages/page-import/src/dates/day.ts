import { isDayOfMonth, isEnglishMonth, monthOf } from './months.ts'
import type { DateDoubt } from './printed-date.ts'
import { isMark, isWord, numberOf, touch } from './tokens.ts'
import type { DateToken } from './tokens.ts'

/** A calendar day as printed, without its hour. */
export interface ReadDay {
  readonly year: number | null
  readonly month: number
  readonly day: number
  readonly form: 'numeric' | 'words'
  readonly doubt: DateDoubt | null
  /** Index of the first token behind it. */
  readonly next: number
}

const ORDINALS = new Set(['st', 'nd', 'rd', 'th', 'го', 'е'])
const OF = new Set(['of'])
const YEAR_BEFORE_DAY = new Set(['жыл', 'жылы', 'жылғы', 'жылдың', 'ж', 'jyl', 'jylǵy'])
/** No university had a news page before; older years are history told in the text. */
const EARLIEST_YEAR = 1990
const LATEST_YEAR = 2099

/** Reads a day that begins at token `at`; null when none does. */
export function readDay(tokens: readonly DateToken[], at: number): ReadDay | null {
  const token = tokens[at]
  if (token === undefined || token.kind === 'mark') return null
  if (token.kind === 'word') return monthFirst(tokens, at)
  return (
    yearFirst(tokens, at) ??
    dayFirst(tokens, at) ??
    dayAndMonthName(tokens, at) ??
    yearThenMonthName(tokens, at)
  )
}

/** `12.10.2023`, `12-10-2023`, `12/10/2023`, `12.10.23`. */
function dayFirst(tokens: readonly DateToken[], at: number): ReadDay | null {
  const mark = separated(tokens, at)
  const day = numberOf(tokens[at], 1, 2)
  const month = numberOf(tokens[at + 2], 1, 2)
  const yearDigits = tokens[at + 4]?.text.length
  if (mark === null || day === null || month === null) return null
  const isShort = yearDigits === 2 && mark === '.'
  const printedYear = isShort ? numberOf(tokens[at + 4], 2, 2) : yearOf(tokens[at + 4])
  if (printedYear === null) return null
  const year = isShort ? 2000 + printedYear : printedYear
  const next = at + 5
  const short: DateDoubt | null = isShort ? 'two-digit-year' : null
  // Only the slash is also read month first; dots and dashes never are.
  if (mark === '/' && day !== month && isDayOfMonth(month, day, year))
    return { year, month, day, form: 'numeric', doubt: 'day-month-order', next }
  return isDayOfMonth(day, month, year) ? { year, month, day, form: 'numeric', doubt: short, next } : null
}

/** `2023-10-12`, `2023.10.12`. */
function yearFirst(tokens: readonly DateToken[], at: number): ReadDay | null {
  const year = yearOf(tokens[at])
  const month = numberOf(tokens[at + 2], 1, 2)
  const day = numberOf(tokens[at + 4], 1, 2)
  if (separated(tokens, at) === null || year === null || month === null || day === null) return null
  return isDayOfMonth(day, month, year)
    ? { year, month, day, form: 'numeric', doubt: null, next: at + 5 }
    : null
}

/** `12 October 2023`, `5th of March 2024`, `8 december, 2021`, `«28» июля 2021`, `1-го мая`, `20 April`. */
function dayAndMonthName(tokens: readonly DateToken[], at: number): ReadDay | null {
  const day = numberOf(tokens[at], 1, 2)
  if (day === null) return null
  let next = at + 1
  if (isMark(tokens[next], '»”"')) next += 1
  else if (isMark(tokens[next], '-') && isWord(tokens[next + 1], ORDINALS)) next += 2
  else if (isWord(tokens[next], ORDINALS)) next += 1
  else if (isMark(tokens[next], '.-') && touch(tokens[next - 1], tokens[next])) next += 1
  if (isWord(tokens[next], OF) && isEnglishMonth(tokens[next + 1]?.text ?? '')) next += 1
  const month = tokens[next]?.kind === 'word' ? monthOf(tokens[next]?.text ?? '') : undefined
  if (month === undefined) return null
  return withYear(tokens, next + 1, day, month, isRangeBefore(tokens, at) ? 'range' : null)
}

/** `October 12, 2023`, `March 5th`: English only. */
function monthFirst(tokens: readonly DateToken[], at: number): ReadDay | null {
  const word = tokens[at]?.text ?? ''
  const month = isEnglishMonth(word) ? monthOf(word) : undefined
  if (month === undefined) return null
  const dayAt = isMark(tokens[at + 1], '.') && touch(tokens[at], tokens[at + 1]) ? at + 2 : at + 1
  const day = numberOf(tokens[dayAt], 1, 2)
  if (day === null) return null
  const isRange = isMark(tokens[dayAt + 1], '-–—') && numberOf(tokens[dayAt + 2], 1, 2) !== null
  const behindDay = isWord(tokens[dayAt + 1], ORDINALS) ? dayAt + 2 : dayAt + 1
  return withYear(tokens, isRange ? dayAt + 3 : behindDay, day, month, isRange ? 'range' : null)
}

/** Kazakh: `2022 жылғы 20 сәуір`. */
function yearThenMonthName(tokens: readonly DateToken[], at: number): ReadDay | null {
  const year = yearOf(tokens[at])
  if (year === null || !isWord(tokens[at + 1], YEAR_BEFORE_DAY)) return null
  const dayAt = isMark(tokens[at + 2], '.,') ? at + 3 : at + 2
  const day = numberOf(tokens[dayAt], 1, 2)
  const month = tokens[dayAt + 1]?.kind === 'word' ? monthOf(tokens[dayAt + 1]?.text ?? '') : undefined
  if (day === null || month === undefined || !isDayOfMonth(day, month, year)) return null
  return { year, month, day, form: 'words', doubt: null, next: dayAt + 2 }
}

function withYear(
  tokens: readonly DateToken[],
  at: number,
  day: number,
  month: number,
  doubt: DateDoubt | null,
): ReadDay | null {
  const yearAt = isMark(tokens[at], ',.-') ? at + 1 : at
  const year = yearOf(tokens[yearAt])
  const tooEarly = numberOf(tokens[yearAt], 4, 4)
  if (year === null && tooEarly !== null && tooEarly < EARLIEST_YEAR) return null
  if (!isDayOfMonth(day, month, year)) return null
  return { year, month, day, form: 'words', doubt, next: year === null ? at : yearAt + 1 }
}

/** The mark when three numbers touch with the same one of `.`, `-`, `/` between, and nothing longer is meant. */
function separated(tokens: readonly DateToken[], at: number): string | null {
  const mark = tokens[at + 1]
  if (!isMark(mark, './-') || tokens[at + 3]?.text !== mark?.text) return null
  for (let index = at; index < at + 4; index += 1) if (!touch(tokens[index], tokens[index + 1])) return null
  if (isPartOfLonger(tokens, at - 1, at - 2, at) || isPartOfLonger(tokens, at + 5, at + 6, at + 4))
    return null
  return mark?.text ?? null
}

/** A version, a telephone number, a path: the numbers go on. */
function isPartOfLonger(
  tokens: readonly DateToken[],
  markAt: number,
  numberAt: number,
  edge: number,
): boolean {
  const [left, right] = markAt < edge ? [markAt, edge] : [edge, markAt]
  if (!isMark(tokens[markAt], './-_=&@\\') || !touch(tokens[left], tokens[right])) return false
  const further = tokens[numberAt]
  const touches = markAt < edge ? touch(further, tokens[markAt]) : touch(tokens[markAt], further)
  return touches && (further?.kind === 'number' || isMark(tokens[markAt], '/_=&@\\'))
}

function isRangeBefore(tokens: readonly DateToken[], at: number): boolean {
  return isMark(tokens[at - 1], '-–—') && numberOf(tokens[at - 2], 1, 2) !== null
}

function yearOf(token: DateToken | undefined): number | null {
  const year = numberOf(token, 4, 4)
  return year !== null && year >= EARLIEST_YEAR && year <= LATEST_YEAR ? year : null
}
