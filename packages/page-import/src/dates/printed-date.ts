import type { ClockTime } from './clock-time.ts'

/** Why a printed date cannot be taken as it stands. */
export type DateDoubt =
  /** `3/5/2021`: the third of May or the fifth of March. */
  | 'day-month-order'
  /** `05.10.22`: the century is not printed. */
  | 'two-digit-year'
  /** `12–15 October 2023`, `16:30–18:00`: when something takes place. */
  | 'range'

/** A date found in a line; offsets count from the line's beginning. */
export interface PrintedDate {
  /** The date with its hour, as printed. */
  readonly start: number
  readonly end: number
  /** The same with what belongs to it: weekday, the word for year. */
  readonly outerStart: number
  readonly outerEnd: number
  readonly year: number | null
  readonly month: number
  readonly day: number
  readonly time: ClockTime | null
  /** `Z` or `+06:00`, only where it is printed against the hour. */
  readonly offset: string | null
  readonly hasWeekday: boolean
  /** `года`, `жылы`, `жылғы`: sentences print them in full, date lines seldom. */
  readonly hasYearWord: boolean
  readonly form: 'numeric' | 'words'
  readonly doubt: DateDoubt | null
}

/** What `resolvePublicationTime` reads: `2019-04-24T14:42:56`, `2022-09-05T16:30`, `2023-10-12`; null without a year. */
export function isoOf(date: PrintedDate): string | null {
  if (date.year === null) return null
  const day = `${date.year}-${two(date.month)}-${two(date.day)}`
  if (date.time === null) return day
  const seconds = date.time.second === null ? '' : `:${two(date.time.second)}`
  return `${day}T${two(date.time.hour)}:${two(date.time.minute)}${seconds}${date.offset ?? ''}`
}

/** The same calendar day; a date without a year agrees with none but one without a year. */
export function isSameDay(a: PrintedDate, b: PrintedDate): boolean {
  return a.year === b.year && a.month === b.month && a.day === b.day
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
