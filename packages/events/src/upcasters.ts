import type { EventType } from './schemas.ts'

type Upcast = (payload: unknown) => unknown

/**
 * `UPCASTERS[type][n]` turns a payload of schema n + 1 into one of schema n + 2. Every released schema
 * is still 1, so there is none yet; `tests/fixtures/events/` keeps one event of each for ever.
 */
export const UPCASTERS: Partial<Record<EventType, readonly Upcast[]>> = {}

/** A payload as the newest schema has it; `from` is the number in the envelope. */
export function upcast(type: EventType, from: number, payload: unknown): unknown {
  return (UPCASTERS[type] ?? []).slice(from - 1).reduce((value, step) => step(value), payload)
}
