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
  const date = parseInstant(instant)
  return instant.length === WHOLE_SECONDS_LENGTH ? instant : date.toISOString().replace('.000Z', 'Z')
}

/** RFC 822 with four digits of year and the weekday, as RSS 2.0 asks: `Sun, 22 Nov 2026 07:00:00 GMT`. @throws InvalidInstantError */
export function rfc822(instant: string): string {
  return parseInstant(instant).toUTCString()
}

function parseInstant(instant: string): Date {
  const match = UTC_INSTANT.exec(instant)
  const date = new Date(match === null ? Number.NaN : instant)
  // Date moves 30 February to March: its day is then another one.
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(match?.[1])) {
    throw new InvalidInstantError(instant)
  }
  return date
}

const UTC_INSTANT = /^\d{4}-\d\d-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/
const WHOLE_SECONDS_LENGTH = '2026-11-22T07:00:00Z'.length
