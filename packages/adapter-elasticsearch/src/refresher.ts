import { setTimeout as delay } from 'node:timers/promises'

export interface RefresherOptions {
  readonly refresh: () => Promise<void>
  /** Between the starts of two refreshes. */
  readonly everyMs: number
  readonly monotonicMs: () => number
  readonly wait?: (milliseconds: number) => Promise<unknown>
}

/**
 * Makes what is written searchable: resolves after a refresh that began after the call. Callers share one; the
 * first after a pause does not wait, so a lone article is searchable at once.
 */
export function createRefresher(options: RefresherOptions): () => Promise<void> {
  const { refresh, everyMs, monotonicMs, wait = delay } = options
  let begunAt = -Infinity
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined

  async function begin(): Promise<void> {
    await running.catch(() => undefined)
    const left = begunAt + everyMs - monotonicMs()
    if (left > 0) await wait(left)
    begunAt = monotonicMs()
    // Who calls from here on wrote too late for this one.
    next = undefined
    running = refresh()
    await running
  }

  return () => (next ??= begin())
}
