import { setTimeout as delay } from 'node:timers/promises'

const STEP_MS = 25

/** Asks again until the answer is there; after the deadline it fails with what was waited for. */
export async function waitUntil<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  deadlineMs = 20_000,
): Promise<T> {
  const until = performance.now() + deadlineMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (performance.now() > until) throw new Error(`waited ${deadlineMs} ms in vain for ${what}`)
    await delay(STEP_MS)
  }
}
