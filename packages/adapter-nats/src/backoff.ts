import { setTimeout as delay } from 'node:timers/promises'

const FIRST_MS = 100
const LONGEST_MS = 5_000

/** None before the first try again, then growing ones. Ends early, without an error, on abort. */
export async function pauseAfter(failures: number, signal: AbortSignal): Promise<void> {
  if (failures < 2) return
  await pause(Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 2)), signal)
}

export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
}
