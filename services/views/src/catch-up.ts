import type { EventLog } from '@uniwire/ports'
import type { PositionGate } from '@uniwire/projection'
import { backoffMs, pause } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'

export interface CatchUp extends AsyncDisposable {
  /** From here on an article that the registry does not hold is one that readers cannot see. */
  readonly complete: () => boolean
}

const LOOK_UP_MS = 250

/** Waits until the registry holds the log as it was now, and counters that were lost can be seeded. */
export function startCatchUp(options: {
  readonly log: EventLog
  readonly position: PositionGate
  readonly detectLoss: () => Promise<void>
  readonly logger: ServiceTools['logger']
}): CatchUp {
  const { log, position, detectLoss, logger } = options
  const stopping = new AbortController()
  const { signal } = stopping
  let complete = false
  /** Whether there is nothing left to do. */
  const attempt = async (): Promise<boolean> => {
    const end = await log.end()
    while (!(await position.reached(end, LOOK_UP_MS))) if (signal.aborted) return true
    await detectLoss()
    complete = true
    return true
  }
  const run = async () => {
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        if (await attempt()) return
      } catch (error) {
        logger.warn({ event: 'catch-up-failed', err: error }, 'not ready: the log or the counter is away')
        await pause(backoffMs(failures), signal)
      }
    }
  }
  const running = run()
  return {
    complete: () => complete,
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await running
    },
  }
}
