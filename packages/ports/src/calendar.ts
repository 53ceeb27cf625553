export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** Milliseconds since 1970; throws RangeError. */
export function parseInstant(instant: string): number {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${JSON.stringify(instant)}`)
  return ms
}

/** UTC day, `2023-10-12`. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

/** Hours since 1970. */
export function hourOf(ms: number): number {
  return Math.floor(ms / HOUR_MS)
}
