import type { InterfaceLanguage } from './interface-language.ts'
import { locales } from './numbers.ts'

/** What a date needs to be shown as the university meant it (contract §3). */
export interface ShownTime {
  /** `2023-10-12` when `precision` is `day`, else a UTC instant with `Z`. */
  readonly value: string
  readonly precision: 'second' | 'minute' | 'day'
  /** IANA zone of the university. */
  readonly timeZone: string
}

/** `12 қазан 2023`, `12 октября 2023`, `12 October 2023`: the calendar day in the university's zone. */
export function formatDay(language: InterfaceLanguage, time: ShownTime): string {
  return longDay(language, dayOf(time))
}

/** The day, and `14:42` (24 hours) when the hour is known. Seconds are never shown. */
export function formatTime(language: InterfaceLanguage, time: ShownTime): string {
  const day = formatDay(language, time)
  const clock = formatClock(time)
  return clock === undefined ? day : `${day}, ${clock}`
}

/** `14:42` in the university's zone, alike in all three languages; `undefined` for a day. */
export function formatClock(time: ShownTime): string | undefined {
  if (time.precision === 'day') return undefined
  const zoned = Temporal.Instant.from(time.value).toZonedDateTimeISO(time.timeZone)
  return zoned.toPlainTime().toString({ smallestUnit: 'minute' })
}

/** Of `2023-10`: `Қазан 2023`, `октябрь 2023`, `October 2023`. */
export function formatMonth(language: InterfaceLanguage, month: string): string {
  const { year, month: number } = Temporal.PlainYearMonth.from(month)
  const name = aloneFormats[language].format(Date.UTC(2023, number - 1, 1))
  return `${name} ${year}`
}

/** `2023-10-12`, the calendar day in the university's zone. */
export function machineDay(time: ShownTime): string {
  return dayOf(time).toString()
}

/** For `<time datetime>`: the day as it is, or the instant with the university's offset on that date. */
export function machineTime(time: ShownTime): string {
  if (time.precision === 'day') return time.value
  const zoned = Temporal.Instant.from(time.value).toZonedDateTimeISO(time.timeZone)
  return zoned.toString({ timeZoneName: 'never', smallestUnit: 'second' })
}

function dayOf(time: ShownTime): Temporal.PlainDate {
  return time.precision === 'day'
    ? Temporal.PlainDate.from(time.value)
    : Temporal.Instant.from(time.value).toZonedDateTimeISO(time.timeZone).toPlainDate()
}

/**
 * CLDR writes `2023 ж. 12 қазан` and `12 октября 2023 г.`: right in an official letter, stiff under a
 * headline. So only the month is taken from it, in the case that follows a day.
 */
function longDay(language: InterfaceLanguage, day: Temporal.PlainDate): string {
  const parts = monthFormats[language].formatToParts(Date.UTC(day.year, day.month - 1, day.day))
  const month = parts.find((part) => part.type === 'month')?.value ?? String(day.month)
  return `${day.day}\u00a0${month} ${day.year}`
}

const monthFormats = { kk: monthFormat('kk'), ru: monthFormat('ru'), en: monthFormat('en') } as const

function monthFormat(language: InterfaceLanguage): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locales[language], { day: 'numeric', month: 'long', timeZone: 'UTC' })
}

/** In the case in which a month stands by itself. */
const aloneFormats = { kk: aloneFormat('kk'), ru: aloneFormat('ru'), en: aloneFormat('en') } as const

function aloneFormat(language: InterfaceLanguage): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locales[language], { month: 'long', timeZone: 'UTC' })
}
