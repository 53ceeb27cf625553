import type { Follower } from '@uniwire/projection'
import { backoffMs, pause } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'

export interface CatchUp extends AsyncDisposable {
  /** From here on an article that the registry does not hold is one that readers cannot see. */
  readonly complete: () => boolean
}

/** Waits until both streams are contained as they were now, and whether counters were lost is known. */
export function startCatchUp(options: {
  readonly followers: readonly Pick<Follower, 'caughtUp' | 'complete'>[]
  readonly detectLoss: () => Promise<void>
  readonly logger: ServiceTools['logger']
}): CatchUp {
  const { followers, detectLoss, logger } = options
  const stopping = new AbortController()
  const { signal } = stopping
  let checked = false
  const run = async () => {
    for (let failures = 1; !signal.aborted && !checked; failures += 1) {
      try {
        await Promise.all(followers.map((each) => each.caughtUp()))
        await detectLoss()
        checked = true
      } catch (error) {
        if (signal.aborted) return
        logger.warn({ event: 'catch-up-failed', err: error }, 'not ready: the log or the counter is away')
        await pause(backoffMs(failures), signal)
      }
    }
  }
  const running = run()
  return {
    complete: () => checked && followers.every((each) => each.complete()),
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await running
    },
  }
}
