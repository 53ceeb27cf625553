/** Readiness of a projection, as `/readyz` asks it (contract §7). */
export interface CatchUpOptions {
  readonly name: string
  readonly position: () => Promise<number>
  /** Where the projection has to get to: the end of the log. */
  readonly end: () => Promise<number>
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicMs: () => number
}

/** Behind for this long without a step forward is stuck; an import makes it late, not unready. */
const STUCK_MS = 5_000

/** Ready once it has caught up; no longer, when it falls behind for 5 s without progress. */
export function catchUpCheck({ name, position, end, monotonicMs }: CatchUpOptions) {
  let caughtUp = false
  let behind: { readonly at: number; readonly sinceMs: number } | undefined
  return {
    name,
    async check(): Promise<{ readonly ready: boolean; readonly detail?: string }> {
      const [target, at] = [await end(), await position()]
      if (at >= target) {
        caughtUp = true
        behind = undefined
        return { ready: true }
      }
      const detail = `at ${at} of ${target}`
      if (!caughtUp) return { ready: false, detail }
      if (behind === undefined || at > behind.at) behind = { at, sinceMs: monotonicMs() }
      return { ready: monotonicMs() - behind.sinceMs < STUCK_MS, detail }
    },
  }
}
