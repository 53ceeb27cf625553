/** An instant in the model that is no RFC 3339 instant in UTC: such an entry cannot be rendered. */
export class InvalidInstantError extends Error {
  readonly code = 'invalid-instant'

  constructor(value: string) {
    super(`not an instant in UTC (2026-11-22T07:00:00Z): ${JSON.stringify(value)}`)
    this.name = 'InvalidInstantError'
  }
}

/** RFC 3339, with milliseconds only when there are some. @throws InvalidInstantError */
export function rfc3339(instant: string): string {
  return parseInstant(instant).toISOString().replace('.000Z', 'Z')
}

/** RFC 822 with four digits of year and the weekday, as RSS 2.0 asks: `Sun, 22 Nov 2026 07:00:00 GMT`. @throws InvalidInstantError */
export function rfc822(instant: string): string {
  return parseInstant(instant).toUTCString()
}

function parseInstant(instant: string): Date {
  const date = new Date(instant)
  // The comparison refuses 30 February, which Date moves to March.
  if (!UTC_INSTANT.test(instant) || Number.isNaN(date.getTime()) || !sameSecond(date, instant)) {
    throw new InvalidInstantError(instant)
  }
  return date
}

function sameSecond(date: Date, instant: string): boolean {
  return date.toISOString().slice(0, 19) === instant.slice(0, 19)
}

const UTC_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/
