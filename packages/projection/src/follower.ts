import type { EventLog, LogPage } from '@uniwire/ports'
import { LogUnavailableError } from '@uniwire/ports'
import type { Backoff, Pause } from './backoff.ts'
import { backoffMs, pause } from './backoff.ts'
import type { LogPlace } from './log-place.ts'
import { placeAfter, whyAnotherLog } from './log-place.ts'
import type { PositionGate } from './position-gate.ts'
import { createPositionGate } from './position-gate.ts'

export interface Follower extends AsyncDisposable {
  /** 0 again as soon as the log is seen to be another one. */
  readonly position: PositionGate
  /**
   * Whether everything is contained that was in the log when the follower started, or, when the log was away
   * then, as soon as it answered; asked anew, and `false` until then, when the log is another one.
   */
  complete(): boolean
  /** Resolves once it is complete. Rejects when the follower is stopped before. */
  caughtUp(): Promise<void>
  /** `true` while the last attempt to read failed. */
  failing(): boolean
}

export interface FollowerOptions {
  readonly log: EventLog
  /** Where it goes on: the first event read is the one after it. From the beginning when left out. */
  readonly from?: LogPlace | undefined
  /** Exact, or a prefix that ends in `.>`; everything when left out. */
  readonly subject?: string
  /** Applies one page, whole; a page that throws is read again. */
  readonly apply: (page: LogPage) => void | Promise<void>
  /**
   * The log is another one than was read, restored or copied: gives up all that was made of it, before
   * reading begins anew at the beginning, never on top (log §4). Called again when it throws.
   */
  readonly onReplaced: (reason: string) => void | Promise<void>
  readonly onFailure: (error: unknown, retryInMs: number) => void
  /** `backoffMs` unless told. */
  readonly retryMs?: Backoff
  /** Between two attempts. */
  readonly wait?: Pause
}

const STEP_MS = 1_000

/** Reads a stream in order, for ever; comes back with growing pauses when it cannot (log §4). */
export function startFollower(options: FollowerOptions): Follower {
  const { log, from, subject, apply, onReplaced, onFailure } = options
  const { retryMs = backoffMs, wait = pause } = options
  const position = createPositionGate(from?.position ?? 0)
  const stopping = new AbortController()
  const { signal } = stopping
  const only = subject === undefined ? {} : { subject }
  const started = Promise.withResolvers<void>()
  let seen = from
  let target: number | undefined
  let failures = 0
  const complete = () => target !== undefined && position.now() >= target

  /** Asked before every reading: at the start, and whenever one ended, as with a lost connection. */
  const beginWhereItIsTheSame = async () => {
    const reason = seen === undefined ? undefined : await whyAnotherLog(seen, log)
    if (reason !== undefined) {
      target = undefined
      position.reset()
      await onReplaced(reason)
      seen = undefined
    }
    const end = await log.end()
    target ??= end
    started.resolve()
    seen ??= { generation: log.generation, position: 0 }
  }
  const read = async () => {
    await beginWhereItIsTheSame()
    for await (const page of log.follow({ ...only, after: position.now(), signal })) {
      // Before it is applied: of a page that fails, some may be contained already.
      if (seen !== undefined) seen = placeAfter(page, seen)
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
        const retryInMs = retryMs(failures)
        onFailure(error, retryInMs)
        await wait(retryInMs, signal)
      }
    }
    started.resolve()
  }
  const running = run()
  return {
    position,
    complete,
    failing: () => failures > 0,
    async caughtUp() {
      await started.promise
      while (!complete()) {
        if (signal.aborted) throw new LogUnavailableError('the follower was stopped before it caught up')
        await position.reached(target ?? Infinity, STEP_MS)
      }
    },
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await running
    },
  }
}
