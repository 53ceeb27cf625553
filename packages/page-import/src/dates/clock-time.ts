import { isMark, isWord, numberOf, touch } from './tokens.ts'
import type { DateToken } from './tokens.ts'

/** An hour as printed, on the 24-hour clock; `second` is null where none is printed. */
export interface ClockTime {
  readonly hour: number
  readonly minute: number
  readonly second: number | null
}

export interface ReadTime {
  readonly time: ClockTime
  /** Index of the first token behind it. */
  readonly next: number
  /** `16:30–18:00` is when something takes place, not when news was published. */
  readonly isRange: boolean
}

const HALF_DAY = new Set(['am', 'pm'])

/**
 * Reads `16:30`, `16:30:05`, `4:30 PM` at token `at`; null where there is none or it is no hour of a day. Behind a
 * word that leads to an hour (`в 16.30`) a stop may part hour and minute.
 */
export function readTime(tokens: readonly DateToken[], at: number, marks: ':' | ':.' = ':'): ReadTime | null {
  const printedHour = numberOf(tokens[at], 1, 2)
  const minute = numberOf(tokens[at + 2], 2, 2)
  if (printedHour === null || minute === null || !isMark(tokens[at + 1], marks)) return null
  if (isMark(tokens[at + 1], '.') && isMark(tokens[at + 3], '.') && touch(tokens[at + 3], tokens[at + 4]))
    return null
  if (!touch(tokens[at], tokens[at + 1]) || !touch(tokens[at + 1], tokens[at + 2])) return null
  const hasSecond = isMark(tokens[at + 3], ':') && touch(tokens[at + 2], tokens[at + 3])
  const second = hasSecond && touch(tokens[at + 3], tokens[at + 4]) ? numberOf(tokens[at + 4], 2, 2) : null
  const afterDigits = at + (second === null ? 3 : 5)
  const half = isWord(tokens[afterDigits], HALF_DAY) ? tokens[afterDigits]?.text.toLowerCase() : undefined
  const hour = onTwentyFourHours(printedHour, half)
  if (hour === null || minute > 59 || (second ?? 0) > 59) return null
  const next = afterDigits + (half === undefined ? 0 : 1)
  return { time: { hour, minute, second }, next, isRange: isRangeAt(tokens, next) }
}

function onTwentyFourHours(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 23 ? hour : null
  if (hour < 1 || hour > 12) return null
  return (hour % 12) + (half === 'pm' ? 12 : 0)
}

function isRangeAt(tokens: readonly DateToken[], at: number): boolean {
  return isMark(tokens[at], '-–—') && numberOf(tokens[at + 1], 1, 2) !== null && isMark(tokens[at + 2], ':')
}
