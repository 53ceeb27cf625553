import { setTimeout as delay } from 'node:timers/promises'
import type { SearchIndex } from '@uniwire/ports'
import type { Position } from '@uniwire/service-kit'

const POLL_MS = 20

/** How far the index has come in this log; an index of another log has not begun. */
export function indexPosition(index: SearchIndex, generation: string, monotonicMs: () => number): Position {
  const current = async () => {
    const checkpoint = await index.checkpoint()
    return checkpoint?.generation === generation ? checkpoint.position : 0
  }
  return {
    current,
    async reached(position, timeoutMs) {
      const deadline = monotonicMs() + timeoutMs
      while ((await current()) < position) {
        if (monotonicMs() >= deadline) return false
        await delay(POLL_MS)
      }
      return true
    },
  }
}
