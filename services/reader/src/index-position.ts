import { setTimeout as delay } from 'node:timers/promises'
import type { SearchIndex } from '@uniwire/ports'
import type { Position } from '@uniwire/service-kit'

const POLL_MS = 20
/** An answer may say less than it holds, never more: an old position is a true one (log §5). */
const CACHED_MS = 100

export interface IndexPositionOptions {
  readonly index: Pick<SearchIndex, 'checkpoint'>
  readonly generation: string
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicMs: () => number
}

/** How far the index has come in this log; an index of another log has not begun. */
export function indexPosition({ index, generation, monotonicMs }: IndexPositionOptions): Position {
  let known = { position: 0, atMs: -Infinity }
  const ask = async () => {
    const atMs = monotonicMs()
    const checkpoint = await index.checkpoint()
    known = { position: checkpoint?.generation === generation ? checkpoint.position : 0, atMs }
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
