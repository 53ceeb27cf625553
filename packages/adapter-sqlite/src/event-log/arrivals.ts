/** Wakes, inside this process, those who wait for something new in a stream. */
export interface Arrivals {
  /** Rises with every notification. Take it before you look, and wait for what came after. */
  readonly count: number
  notify(): void
  /** Resolves once `count` is no longer `seen`, on abort, and after `timeoutMs`; never rejects. */
  wait(request: {
    readonly seen: number
    readonly signal: AbortSignal
    readonly timeoutMs?: number
  }): Promise<void>
}

/** Longer waits are cut into pieces of this: a timer takes 2^31 − 1 ms at most. */
const LONGEST_WAIT_MS = 3_600_000

export function arrivals(): Arrivals {
  let count = 0
  const waiting = new Set<() => void>()
  return {
    get count() {
      return count
    },
    notify() {
      count += 1
      for (const wake of waiting) wake()
    },
    wait({ seen, signal, timeoutMs }) {
      if (count !== seen || signal.aborted) return Promise.resolve()
      return new Promise((resolve) => {
        const wake = () => {
          waiting.delete(wake)
          signal.removeEventListener('abort', wake)
          clearTimeout(timer)
          resolve()
        }
        waiting.add(wake)
        signal.addEventListener('abort', wake)
        const timer =
          timeoutMs === undefined ? undefined : setTimeout(wake, Math.min(timeoutMs, LONGEST_WAIT_MS))
      })
    },
  }
}
