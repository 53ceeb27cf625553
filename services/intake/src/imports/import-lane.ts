import type { Slug } from '@uniwire/newsroom'
import { ProblemError } from '@uniwire/service-kit'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * Where imports run beside live posts: one article at a time of all imports together, and none while a live request
 * is being answered, as far as that leaves an import alive.
 */
export interface ImportLane {
  /** A live request; imports stand back until it is answered. */
  live<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when an import may do the work of one article. */
  turn(): Promise<void>
  /** How many articles one transaction may hold: fewer while somebody waits for the next one. */
  batchSize(): number
  /** Throws `rate-limited` when this university, or everybody, has enough imports open. */
  enter(university: Slug): Disposable
}

const MOST_OPEN = 64
const MOST_OPEN_OF_ONE = 4
const RETRY_AFTER_SECONDS = 10
/** Under live posts that never end an import still gets an article done every so often. */
const MOST_STANDING_BACK_MS = 8
const LOOK_AGAIN_MS = 1
/** A live post that was answered just now is likely to be followed by another. */
const BUSY_AFTER_MS = 1_000
const BATCH = { quiet: 200, busy: 20 }

export function createImportLane(monotonicMs: () => number): ImportLane {
  const open = new Map<Slug, number>()
  let living = 0
  let lastLiveMs = -Infinity
  let tail = Promise.resolve()
  const standBack = async (): Promise<void> => {
    // After whatever came in meanwhile, so that its sockets are read first.
    await new Promise((resolve) => setImmediate(resolve))
    const sinceMs = monotonicMs()
    while (living > 0 && monotonicMs() - sinceMs < MOST_STANDING_BACK_MS) await delay(LOOK_AGAIN_MS)
  }
  return {
    async live(work) {
      living += 1
      lastLiveMs = monotonicMs()
      try {
        return await work()
      } finally {
        living -= 1
        lastLiveMs = monotonicMs()
      }
    },
    turn() {
      tail = tail.then(standBack)
      return tail
    },
    batchSize: () => (living > 0 || monotonicMs() - lastLiveMs < BUSY_AFTER_MS ? BATCH.busy : BATCH.quiet),
    enter(university) {
      const own = open.get(university) ?? 0
      const all = [...open.values()].reduce((sum, each) => sum + each, 0)
      if (own >= MOST_OPEN_OF_ONE || all >= MOST_OPEN) {
        throw new ProblemError({ code: 'rate-limited', retryAfterSeconds: RETRY_AFTER_SECONDS })
      }
      open.set(university, own + 1)
      let left = false
      return {
        [Symbol.dispose]() {
          if (left) return
          left = true
          const others = (open.get(university) ?? 1) - 1
          if (others === 0) open.delete(university)
          else open.set(university, others)
        },
      }
    },
  }
}
