/** How much may be taken at once after a rest, and how fast that comes back. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

/**
 * What a key may write: hundreds a second are an import, not an attack (contract: fair use), so this is for a loop
 * that got stuck. It begins full.
 */
export const WRITE_RATE: Rate = { perSecond: 1_000, burst: 60_000 }

export interface Taken {
  readonly ok: boolean
  /** What may still be taken at once. */
  readonly remaining: number
  /** Until all of it may be taken at once again. */
  readonly fullInSeconds: number
  /** Until one more may be taken; at least 1. */
  readonly retryAfterSeconds: number
}

export interface RateLimit {
  /** What `RateLimit-Policy` says of it. */
  readonly rate: Rate
  readonly take: (key: string) => Taken
}

/**
 * More than may write within a minute, each a number; of more than these the one that was first is taken for one
 * that has rested.
 */
const MOST_KEYS = 10_000

/**
 * The generic cell rate algorithm (ITU-T I.371): of each key it keeps the instant at which all may be taken again.
 * In this process alone: two replicas allow twice as much.
 */
export function createRateLimit(
  monotonicMs: () => number,
  rate: Rate = WRITE_RATE,
  mostKeys = MOST_KEYS,
): RateLimit {
  const fullAtMs = new Map<string, number>()
  const msEach = 1_000 / rate.perSecond
  const burstMs = rate.burst * msEach
  return {
    rate,
    take(key) {
      const nowMs = monotonicMs()
      const known = fullAtMs.get(key)
      const beforeMs = Math.max(known ?? nowMs, nowMs)
      const afterMs = beforeMs + msEach
      const ok = afterMs - nowMs <= burstMs
      if (ok) {
        if (known === undefined && fullAtMs.size >= mostKeys) makeRoom(fullAtMs, nowMs, mostKeys)
        fullAtMs.set(key, afterMs)
      }
      const spentMs = (ok ? afterMs : beforeMs) - nowMs
      return {
        ok,
        remaining: Math.floor((burstMs - spentMs) / msEach),
        fullInSeconds: Math.ceil(spentMs / 1_000),
        retryAfterSeconds: Math.max(1, Math.ceil((afterMs - nowMs - burstMs) / 1_000)),
      }
    },
  }
}

/** Whoever has rested needs no place; where nobody has, the first to come gives theirs. */
function makeRoom(fullAtMs: Map<string, number>, nowMs: number, mostKeys: number): void {
  for (const [key, atMs] of fullAtMs) if (atMs <= nowMs) fullAtMs.delete(key)
  const [first] = fullAtMs.keys()
  if (first !== undefined && fullAtMs.size >= mostKeys) fullAtMs.delete(first)
}
