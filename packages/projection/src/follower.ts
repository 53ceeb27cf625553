import type { EventLog, LogPage } from '@uniwire/ports'
import { backoffMs, pause } from './backoff.ts'
import type { PositionGate } from './position-gate.ts'
import { createPositionGate } from './position-gate.ts'

export interface Follower extends AsyncDisposable {
  readonly position: PositionGate
  /** Resolves once everything is contained that was in the log when the follower started. */
  caughtUp(): Promise<void>
  /** `true` while the last attempt to read failed. */
  failing(): boolean
}

export interface FollowerOptions {
  readonly log: EventLog
  /** Own position: the first event read is the one after it. */
  readonly after: number
  /** Exact, or a prefix that ends in `.>`; everything when left out. */
  readonly subject?: string
  /** Applies one page, whole; a page that throws is read again. */
  readonly apply: (page: LogPage) => void | Promise<void>
  readonly onFailure: (error: unknown, retryInMs: number) => void
}

/** Reads a stream in order, for ever; comes back with growing pauses when it cannot (log §4). */
export function startFollower({ log, after, subject, apply, onFailure }: FollowerOptions): Follower {
  const position = createPositionGate(after)
  const stopping = new AbortController()
  const only = subject === undefined ? {} : { subject }
  let failures = 0
  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        for await (const page of log.follow({ ...only, after: position.now(), signal: stopping.signal })) {
          await apply(page)
          failures = 0
          position.advance(page.position)
        }
      } catch (error) {
        failures += 1
        onFailure(error, backoffMs(failures))
        await pause(backoffMs(failures), stopping.signal)
      }
    }
  }
  const running = run()
  const target = log.end()
  // Whoever waits for `caughtUp` gets the failure; nobody has to.
  target.catch(() => undefined)
  return {
    position,
    failing: () => failures > 0,
    async caughtUp() {
      const end = await target
      while (!(await position.reached(end, 1_000)) && !stopping.signal.aborted);
    },
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await running
    },
  }
}
