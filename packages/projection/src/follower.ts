import type { EventLog, LogPage } from '@uniwire/ports'
import { LogUnavailableError } from '@uniwire/ports'
import type { Pause } from './backoff.ts'
import { backoffMs, pause } from './backoff.ts'
import type { PositionGate } from './position-gate.ts'
import { createPositionGate } from './position-gate.ts'

export interface Follower extends AsyncDisposable {
  readonly position: PositionGate
  /**
   * Resolves once everything is contained that was in the log when the follower started, or, when the log
   * was away then, as soon as it answered. Rejects when the follower is stopped before.
   */
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
  /** Between two attempts. */
  readonly wait?: Pause
}

const STEP_MS = 1_000

/** Reads a stream in order, for ever; comes back with growing pauses when it cannot (log §4). */
export function startFollower(options: FollowerOptions): Follower {
  const { log, after, subject, apply, onFailure, wait = pause } = options
  const position = createPositionGate(after)
  const stopping = new AbortController()
  const { signal } = stopping
  const only = subject === undefined ? {} : { subject }
  let failures = 0
  const read = async () => {
    for await (const page of log.follow({ ...only, after: position.now(), signal })) {
      await apply(page)
      failures = 0
      position.advance(page.position)
    }
    // Or a log that ends its answers at once would be asked again at once, for ever.
    if (!signal.aborted) throw new LogUnavailableError('the log ended the reading')
  }
  const run = async () => {
    while (!signal.aborted) {
      try {
        await read()
      } catch (error) {
        failures += 1
        onFailure(error, backoffMs(failures))
        await wait(backoffMs(failures), signal)
      }
    }
  }
  const endAtStart = async (): Promise<number> => {
    for (let tries = 1; !signal.aborted; tries += 1) {
      try {
        return await log.end()
      } catch (error) {
        onFailure(error, backoffMs(tries))
        await wait(backoffMs(tries), signal)
      }
    }
    return Infinity
  }
  const running = run()
  const target = endAtStart()
  return {
    position,
    failing: () => failures > 0,
    async caughtUp() {
      const end = await target
      while (!(await position.reached(end, STEP_MS))) {
        if (signal.aborted) throw new LogUnavailableError('the follower was stopped before it caught up')
      }
    },
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await Promise.all([running, target])
    },
  }
}
