import type { EventLog, LogRecord } from '@uniwire/ports'

/** What the last records of subjects that change seldom say, read at the log and kept for a moment. */
export interface CachedLast<T> {
  last(subject: string): Promise<T | undefined>
  /** After an own write. */
  forget(subject: string): void
}

/** A revoked key must be refused within half a second, in every process (contract: keys). */
const KEPT_MS = 500
const MOST_KEPT = 10_000

/** Counted from before the question, so that a slow answer is not kept the longer for it. */
export function cacheLast<T>(options: {
  readonly log: EventLog
  readonly monotonicMs: () => number
  readonly read: (record: LogRecord) => T
}): CachedLast<T> {
  const { log, monotonicMs, read } = options
  const kept = new Map<string, { readonly value: T | undefined; readonly untilMs: number }>()
  return {
    async last(subject) {
      const known = kept.get(subject)
      if (known !== undefined && known.untilMs > monotonicMs()) return known.value
      const untilMs = monotonicMs() + KEPT_MS
      const record = await log.last(subject)
      const value = record === undefined ? undefined : read(record)
      if (kept.size >= MOST_KEPT) kept.clear()
      kept.set(subject, { value, untilMs })
      return value
    },
    forget: (subject) => void kept.delete(subject),
  }
}
