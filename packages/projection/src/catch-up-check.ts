/** Readiness of a projection, as `/readyz` asks it (contract §7). */
export interface CatchUpOptions {
  readonly name: string
  readonly position: () => Promise<number>
  /** Where the projection has to get to: the end of the log. */
  readonly end: () => Promise<number>
  /**
   * Whether the projection has caught up with this log once; without it, it has when it holds everything that
   * was in the log at the first question. Not "reached the end": while others write, nobody is ever seen there.
   */
  readonly complete?: () => boolean
  /** What it holds was made of a log that was replaced since: it has yet to begin (log §4). */
  readonly outdated?: () => boolean
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicMs: () => number
}

/** Behind for this long without a step forward is stuck; an import makes it late, not unready. */
const STUCK_MS = 5_000

/**
 * Ready once it has caught up; no longer, when it falls behind for 5 s without progress. A log that is away
 * afterwards makes a projection stale, not unready (log §7): it serves what it has.
 */
export function catchUpCheck(options: CatchUpOptions) {
  const { name, position, end, complete, outdated, monotonicMs } = options
  let firstEnd: number | undefined
  let caughtUp = false
  let behind: { readonly at: number; readonly sinceMs: number } | undefined
  return {
    name,
    async check(): Promise<{ readonly ready: boolean; readonly detail?: string }> {
      // Asked first: a position asked before it would look behind whenever somebody writes.
      const target = await end().catch(() => undefined)
      const at = await position()
      if (outdated?.()) {
        caughtUp = false
        firstEnd = undefined
        return { ready: false, detail: 'the log is another one: it is rebuilt' }
      }
      firstEnd ??= target
      caughtUp = complete?.() ?? (caughtUp || (firstEnd !== undefined && at >= firstEnd))
      if (target === undefined) return { ready: caughtUp, detail: `the log does not answer, at ${at}` }
      const detail = `at ${at} of ${target}`
      if (!caughtUp) return { ready: false, detail }
      if (at >= target) {
        behind = undefined
        return { ready: true }
      }
      if (behind === undefined || at > behind.at) behind = { at, sinceMs: monotonicMs() }
      return { ready: monotonicMs() - behind.sinceMs < STUCK_MS, detail }
    },
  }
}
