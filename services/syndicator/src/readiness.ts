import type { EventLog } from '@uniwire/ports'
import type { ReadinessCheck } from '@uniwire/service-kit'
import type { FeedProjection } from './consumer.ts'

/** Behind the end of the log for this long without a step is not ready (contract §7). */
const STUCK_MS = 5_000

/** An import makes feeds late, not unready; a log that is away makes them stale, not unready (log §7). */
export function feedsReadiness(
  projection: Pick<FeedProjection, 'complete' | 'position'>,
  log: Pick<EventLog, 'end'>,
  now: () => string,
): ReadinessCheck {
  let seen = { position: -1, sinceMs: 0 }
  return {
    name: 'feeds',
    async check() {
      const end = await log.end().catch(() => undefined)
      const position = projection.position.now()
      if (!projection.complete()) return { ready: false, detail: `${position} of ${end ?? '?'}` }
      if (end === undefined) return { ready: true, detail: `at ${position}; the log does not answer` }
      const nowMs = Date.parse(now())
      if (position >= end) {
        seen = { position: -1, sinceMs: 0 }
        return { ready: true }
      }
      if (seen.position !== position) seen = { position, sinceMs: nowMs }
      const behind = `${position} of ${end}`
      return { ready: nowMs - seen.sinceMs < STUCK_MS, detail: behind }
    },
  }
}
