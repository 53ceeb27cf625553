import { backoffMs, pause } from '@uniwire/projection'

/** Work that must be done at last, one piece after the other. Disposing ends what waits. */
export interface RetryQueue extends AsyncDisposable {
  /** Replaces the work of the same name that has not begun. */
  add(name: string, work: () => Promise<unknown>): void
  /** Resolves when nothing is left; for tests, and for whoever must know. */
  idle(): Promise<void>
}

export function createRetryQueue(onFailure: (error: unknown, retryInMs: number) => void): RetryQueue {
  const waiting = new Map<string, () => Promise<unknown>>()
  const stopping = new AbortController()
  const { signal } = stopping
  let running: Promise<void> | undefined

  const run = async () => {
    let failures = 0
    while (waiting.size > 0 && !signal.aborted) {
      const [[name, work] = []] = waiting
      if (name === undefined || work === undefined) return
      waiting.delete(name)
      try {
        await work()
        failures = 0
      } catch (error) {
        failures += 1
        onFailure(error, backoffMs(failures))
        // Behind the others: one that fails for its own reasons must not keep them from being done.
        if (!waiting.has(name)) waiting.set(name, work)
        await pause(backoffMs(failures), signal)
      }
    }
  }
  const start = () => {
    running ??= run().finally(() => {
      running = undefined
      if (waiting.size > 0 && !signal.aborted) start()
    })
  }
  return {
    add(name, work) {
      waiting.set(name, work)
      start()
    },
    async idle() {
      while (running !== undefined) await running
    },
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await running
    },
  }
}
