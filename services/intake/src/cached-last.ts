import type { EventLog, LogRecord } from '@uniwire/ports'

/** The last record of subjects that change seldom, read at the log and kept for a moment. */
export interface CachedLast {
  last(subject: string): Promise<LogRecord | undefined>
  /** After an own write. */
  forget(subject: string): void
}

/** A revoked key must be refused within a second, in every process (contract: keys). */
const KEPT_MS = 500
const MOST_KEPT = 10_000

export function cacheLast(log: EventLog, monotonicMs: () => number): CachedLast {
  const kept = new Map<string, { readonly record: LogRecord | undefined; readonly untilMs: number }>()
  return {
    async last(subject) {
      const known = kept.get(subject)
      if (known !== undefined && known.untilMs > monotonicMs()) return known.record
      const askedMs = monotonicMs()
      const record = await log.last(subject)
      if (kept.size >= MOST_KEPT) kept.clear()
      kept.set(subject, { record, untilMs: askedMs + KEPT_MS })
      return record
    },
    forget: (subject) => void kept.delete(subject),
  }
}
