/** An event that says something no feed can show, for ever: a dead letter. */
class UnusableEventError extends Error {
  override readonly name = 'UnusableEventError'
  readonly code = 'unusable-event'
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/

/** Milliseconds since 1970 of a UTC instant. @throws UnusableEventError */
export function instantMs(instant: string): number {
  const ms = INSTANT.test(instant) ? Date.parse(instant) : Number.NaN
  if (Number.isNaN(ms)) throw new UnusableEventError(`not an instant in UTC: ${JSON.stringify(instant)}`)
  return ms
}

/** The second that an instant lies in, `2026-11-22T07:00:00Z`: feeds and `Last-Modified` know no less. */
export function wholeSecond(ms: number): string {
  return new Date(ms - (((ms % 1000) + 1000) % 1000)).toISOString().replace('.000Z', 'Z')
}

export function sameSecond(a: number, b: number): boolean {
  return Math.floor(a / 1000) === Math.floor(b / 1000)
}
