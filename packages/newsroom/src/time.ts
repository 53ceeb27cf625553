import { plainInstantMs } from './wall-time.ts'

/**
 * When an article was published: the instant, how precisely it is known, and what was written.
 * Rules: contract §3. Offsets come from tzdata through `Temporal`, never from a constant.
 */
export type DatePrecision = 'second' | 'minute' | 'day'

export interface PublicationTime {
  /** What the API answers: `2019-04-24T08:42:56Z`, or `2023-10-12` for a day. */
  readonly value: string
  readonly precision: DatePrecision
  /** Where a format demands an hour. A day is 12:00 in the university's zone. UTC with `Z`. */
  readonly instant: string
  /** The text as it was received. */
  readonly printed: string
  /** IANA zone in which wall time was read. */
  readonly timeZone: string
}

export type TimeRefusal = 'syntax' | 'range'
/** `ambiguous`: the wall time existed twice, the earlier is taken. `shifted`: it never existed. */
export type TimeWarning = 'ambiguous' | 'shifted'

export type ResolvedTime =
  | { readonly ok: true; readonly time: PublicationTime; readonly warning?: TimeWarning }
  | { readonly ok: false; readonly reason: TimeRefusal }

const DAY = /^\d{4}-\d{2}-\d{2}$/
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(:\d{2})?(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})?$/
/** News of universities does not reach further back; an older year is a typing mistake. */
const EARLIEST_YEAR = 1900
const NOON = Temporal.PlainTime.from('12:00')

/**
 * Reads RFC 3339, the same without offset (wall time in `timeZone` on that date), the same without
 * seconds (minute precision), or a full date.
 */
export function resolvePublicationTime(text: string, timeZone: string): ResolvedTime {
  const printed = text.trim()
  try {
    if (DAY.test(printed)) return resolveDay(printed, timeZone)
    const parts = DATE_TIME.exec(printed)
    if (parts === null) return { ok: false, reason: 'syntax' }
    const [, date = '', minutes = '', seconds, fraction = '', offset] = parts
    const precision: DatePrecision = seconds === undefined ? 'minute' : 'second'
    const local = `${date}T${minutes}${seconds ?? ':00'}${fraction}`
    const instantMs = plainInstantMs(local, offset === undefined ? timeZone : { offset })
    if (instantMs !== undefined) return plain(instantMs, precision, printed, timeZone)
    return offset === undefined
      ? resolveWallTime(local, precision, printed, timeZone)
      : resolved(Temporal.Instant.from(local + offset.toUpperCase()), precision, printed, timeZone)
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, reason: 'range' }
    throw error
  }
}

/** The calendar day of an instant in a zone, `2023-10-12`. */
export function dayIn(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()
}

/** `true` for a zone of tzdata that is a place or UTC, and not a bare offset such as `+05:00`. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    Temporal.PlainDate.from('2000-01-01').toZonedDateTime(name)
    return true
  } catch {
    return false
  }
}

/** Instants are compared as time, not as text. Negative when `a` is earlier. */
export function compareInstants(a: string, b: string): number {
  return Temporal.Instant.compare(Temporal.Instant.from(a), Temporal.Instant.from(b))
}

/** Whole seconds, UTC: `2019-04-24T08:42:56Z`. */
export function wholeSeconds(instant: string): string {
  return Temporal.Instant.from(instant).toString({ smallestUnit: 'second' })
}

function plain(instantMs: number, precision: DatePrecision, printed: string, timeZone: string): ResolvedTime {
  const instant = `${new Date(instantMs).toISOString().slice(0, 19)}Z`
  const value = precision === 'day' ? printed : instant
  return { ok: true, time: { value, precision, instant, printed, timeZone } }
}

function resolveDay(printed: string, timeZone: string): ResolvedTime {
  const noonMs = plainInstantMs(`${printed}T12:00:00`, timeZone)
  if (noonMs !== undefined) return plain(noonMs, 'day', printed, timeZone)
  const day = Temporal.PlainDate.from(printed, { overflow: 'reject' })
  if (day.year < EARLIEST_YEAR) return { ok: false, reason: 'range' }
  const instant = day
    .toZonedDateTime({ timeZone, plainTime: NOON })
    .toInstant()
    .toString({ smallestUnit: 'second' })
  return { ok: true, time: { value: printed, precision: 'day', instant, printed, timeZone } }
}

function resolveWallTime(
  local: string,
  precision: DatePrecision,
  printed: string,
  timeZone: string,
): ResolvedTime {
  const wall = Temporal.PlainDateTime.from(local, { overflow: 'reject' })
  const earlier = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' })
  const later = wall.toZonedDateTime(timeZone, { disambiguation: 'later' })
  if (earlier.epochNanoseconds === later.epochNanoseconds) {
    return resolved(earlier.toInstant(), precision, printed, timeZone)
  }
  const existed = earlier.toPlainDateTime().equals(wall)
  return existed
    ? resolved(earlier.toInstant(), precision, printed, timeZone, 'ambiguous')
    : resolved(later.toInstant(), precision, printed, timeZone, 'shifted')
}

function resolved(
  at: Temporal.Instant,
  precision: DatePrecision,
  printed: string,
  timeZone: string,
  warning?: TimeWarning,
): ResolvedTime {
  if (at.toZonedDateTimeISO('UTC').year < EARLIEST_YEAR) return { ok: false, reason: 'range' }
  const instant = at.toString({ smallestUnit: 'second' })
  const time: PublicationTime = { value: instant, precision, instant, printed, timeZone }
  return warning === undefined ? { ok: true, time } : { ok: true, time, warning }
}
