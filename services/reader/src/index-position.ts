import { setTimeout as delay } from 'node:timers/promises'
import type { SearchIndex } from '@uniwire/ports'
import type { Position, ReadinessCheck } from '@uniwire/service-kit'

const POLL_MS = 20
/** An answer may say less than it holds, never more: an old position is a true one (log §5). */
const CACHED_MS = 100

interface IndexOfLog {
  readonly index: Pick<SearchIndex, 'checkpoint'>
  /** Of the log as it is now: another one after it was restored. */
  readonly generation: () => string
}

export interface IndexPositionOptions extends IndexOfLog {
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicMs: () => number
}

/** How far the index has come in this log; an index of another log has not begun. */
export function indexPosition({ index, generation, monotonicMs }: IndexPositionOptions): Position {
  let known = { position: 0, atMs: -Infinity }
  const ask = async () => {
    const atMs = monotonicMs()
    const checkpoint = await index.checkpoint()
    known = { position: checkpoint?.generation === generation() ? checkpoint.position : 0, atMs }
    return known.position
  }
  return {
    current: async () => (monotonicMs() - known.atMs < CACHED_MS ? known.position : ask()),
    async reached(position, timeoutMs) {
      const deadline = monotonicMs() + timeoutMs
      while ((await ask()) < position) {
        if (monotonicMs() >= deadline) return false
        await delay(POLL_MS)
      }
      return true
    },
  }
}

/**
 * Whether what is found was made from this log: after a restore the old index is searched until the indexer
 * has built the new one, and shows what the log does not hold any more.
 */
export function indexCheck({ index, generation }: IndexOfLog): ReadinessCheck {
  return {
    name: 'index',
    async check() {
      // Away, it answers nobody wrongly.
      const checkpoint = await index.checkpoint().catch(() => undefined)
      if (checkpoint === undefined || checkpoint.generation === generation()) return { ready: true }
      return { ready: false, detail: 'the index belongs to another log' }
    },
  }
}

/** What two projections both contain. */
export function bothPositions(one: Position, other: Position): Position {
  return {
    current: async () => Math.min(...(await Promise.all([one.current(), other.current()]))),
    async reached(position, timeoutMs) {
      const reached = await Promise.all([
        one.reached(position, timeoutMs),
        other.reached(position, timeoutMs),
      ])
      return reached.every(Boolean)
    },
  }
}
