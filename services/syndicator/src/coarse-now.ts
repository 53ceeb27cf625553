const COARSE_MS = 1_000

/** The clock to the second, for what is asked thousands of times in one. */
export function coarseNow(now: () => string, monotonicMs: () => number): () => string {
  let at = ''
  let untilMs = Number.NEGATIVE_INFINITY
  return () => {
    const nowMs = monotonicMs()
    if (nowMs < untilMs) return at
    at = now()
    untilMs = nowMs + COARSE_MS
    return at
  }
}
