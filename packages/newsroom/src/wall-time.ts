/** A time between two changes of a zone's offset. */
interface Span {
  readonly fromMs: number
  readonly toMs: number
  readonly offsetMs: number
}

/** No clock was ever set by more than a day (Samoa, 2011): further from a change, wall time is one instant. */
const MARGIN_MS = 48 * 60 * 60 * 1_000
/** Of all zones; a zone with summer time has two a year. */
const MOST_SPANS = 5_000
const FIELDS = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})/

const spansOfZone = new Map<string, Span[]>()
let known = 0

/**
 * The instant of `2019-04-24T14:42:56`, in milliseconds since 1970, wherever it is plain arithmetic: a day and an
 * hour that exist, and no change of the zone's offset anywhere near. Else `undefined`, and `Temporal` has to say.
 * `Temporal` reads a zone's rule in ten times the time of this (measured).
 */
export function plainInstantMs(
  local: string,
  zone: string | { readonly offset: string },
): number | undefined {
  const wallMs = wallMsOf(local)
  if (wallMs === undefined) return undefined
  const offsetMs = typeof zone === 'string' ? spanAround(wallMs, zone).offsetMs : fixedOffsetMs(zone.offset)
  return offsetMs === undefined ? undefined : wallMs - offsetMs
}

/** As if it were UTC; years that `EARLIEST_YEAR` may forbid are left to `Temporal`. */
function wallMsOf(local: string): number | undefined {
  const parts = FIELDS.exec(local)
  if (parts === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number)
  if (year <= 1900 || year >= 9999 || hour > 23 || minute > 59 || second > 59) return undefined
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second)
  const date = new Date(wallMs)
  // `Date` takes 30 February for 1 March.
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? wallMs : undefined
}

function fixedOffsetMs(offset: string): number | undefined {
  if (offset === 'Z' || offset === 'z') return 0
  const [hours = NaN, minutes = NaN] = offset.slice(1).split(':').map(Number)
  if (!(hours <= 23 && minutes <= 59)) return undefined
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

/** `offsetMs` is `undefined` near a change. Throws RangeError for a zone that is none. */
function spanAround(wallMs: number, timeZone: string): { readonly offsetMs: number | undefined } {
  const spans = spansOfZone.get(timeZone) ?? []
  const holds = ({ fromMs, toMs, offsetMs }: Span) =>
    wallMs - offsetMs - MARGIN_MS > fromMs && wallMs - offsetMs + MARGIN_MS < toMs
  const found = spans.find(holds)
  if (found !== undefined) return found
  const span = readSpan(wallMs, timeZone)
  if (!holds(span)) return { offsetMs: undefined }
  if (known >= MOST_SPANS) {
    spansOfZone.clear()
    known = 0
  }
  known += 1
  spansOfZone.set(timeZone, [...(spansOfZone.get(timeZone) ?? []), span])
  return span
}

/** The span in which an instant is that is within a day of this wall time. */
function readSpan(wallMs: number, timeZone: string): Span {
  const at = Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO(timeZone)
  return {
    // `previous` passes over a change at the very instant, which is the one that begins this span.
    fromMs: at.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? -Infinity,
    toMs: at.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
    offsetMs: at.offsetNanoseconds / 1_000_000,
  }
}
