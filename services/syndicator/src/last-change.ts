import { sameSecond } from './instant.ts'

/** When something last became what it is. */
export interface Change {
  /** Time of the event; never goes back. */
  readonly ms: number
  /** Two changes fell into the same second, which `Last-Modified` cannot tell apart. */
  readonly twice: boolean
}

export const NEVER: Change = { ms: 0, twice: false }

/** The next change, by an event of `atMs`. Two services' clocks may disagree: the time never goes back. */
export function nextChange(before: Change, atMs: number): Change {
  const ms = Math.max(before.ms, atMs)
  return { ms, twice: before.ms !== NEVER.ms && sameSecond(ms, before.ms) }
}

/** The later of what changes apart from each other; two of one second are as one that happened twice. */
export function laterChange(one: Change, other: Change): Change {
  if (one.ms === other.ms) return { ms: one.ms, twice: one.twice || other.twice }
  const [late, early] = one.ms > other.ms ? [one, other] : [other, one]
  return { ms: late.ms, twice: late.twice || sameSecond(late.ms, early.ms) }
}
