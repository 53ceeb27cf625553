import { ProblemError } from '@uniwire/service-kit'

/**
 * How much of one university is worked on at once: a flood of one waits in a line of its own, and whoever else posts
 * finds no more than this much work of it before them. Throws `rate-limited` where the line is full.
 */
export interface FairTurns {
  run<T>(university: string, work: () => Promise<T>): Promise<T>
}

/** Enough for one transaction of the log to hold many of them: fewer, and one site alone would be slower. */
export const MOST_AT_ONCE = 64
/** A site's whole archive is an import; what waits here is held in memory. */
export const MOST_WAITING = 2_000
const RETRY_AFTER_SECONDS = 1

interface Line {
  running: number
  readonly waiting: (() => void)[]
}

export function createFairTurns(): FairTurns {
  const lines = new Map<string, Line>()
  return {
    async run(university, work) {
      const line = lines.get(university) ?? { running: 0, waiting: [] }
      lines.set(university, line)
      if (line.running < MOST_AT_ONCE) line.running += 1
      else await turnIn(line)
      try {
        return await work()
      } finally {
        const next = line.waiting.shift()
        if (next !== undefined) next()
        else {
          line.running -= 1
          if (line.running === 0) lines.delete(university)
        }
      }
    },
  }
}

/** Resolves with the place of one that has ended. */
function turnIn({ waiting }: Line): Promise<void> {
  if (waiting.length >= MOST_WAITING) {
    throw new ProblemError({ code: 'rate-limited', retryAfterSeconds: RETRY_AFTER_SECONDS })
  }
  // After what came in meanwhile: the sockets of others are read before the next of this line begins.
  return new Promise((resolve) => waiting.push(() => void setImmediate(resolve)))
}
