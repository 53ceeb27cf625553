import { setTimeout as delay } from 'node:timers/promises'

const FIRST_MS = 100
const LONGEST_MS = 10_000

/** Doubles from a tenth of a second to ten seconds, or what is told; `failures` counts from 1. */
export function backoffMs(failures: number, longestMs = LONGEST_MS): number {
  return Math.min(FIRST_MS * 2 ** (failures - 1), longestMs)
}

/** How long to wait after so many failures in a row, counted from 1. */
export type Backoff = (failures: number) => number

/** `false` when `signal` ended the waiting. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<boolean>

/** Waits, or ends at once when `signal` aborts; `false` when it did. */
export const pause: Pause = async (ms, signal) => {
  try {
    await delay(ms, undefined, { signal })
    return true
  } catch (error) {
    if (signal.aborted) return false
    throw error
  }
}
