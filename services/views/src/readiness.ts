import type { EventLog, ViewCounter } from '@uniwire/ports'
import type { PositionGate } from '@uniwire/projection'
import type { ReadinessCheck } from '@uniwire/service-kit'

/** Falling behind is no fault as long as it gets further (contract §7). */
const STALLED_AFTER_MS = 5_000
/** Names no article: a counter that answers for it answers. */
const NOBODY = '00000000-0000-5000-8000-000000000000'

/**
 * Ready once the registry holds the log as it was at the start. A log that is away afterwards does not
 * take the service down: counting needs it only for what was never counted.
 */
export function logCheck(options: {
  readonly log: EventLog
  readonly position: PositionGate
  readonly complete: () => boolean
  /** UTC instant. */
  readonly now: () => string
}): ReadinessCheck {
  const { log, position: gate, complete, now } = options
  let seen = { position: -1, atMs: 0 }
  return {
    name: 'views.log',
    async check() {
      const position = gate.now()
      if (!complete()) return { ready: false, detail: `reading the log, at ${position}` }
      const end = await log.end().catch(() => undefined)
      if (end === undefined) return { ready: true, detail: `the log is away, at ${position}` }
      const atMs = Date.parse(now())
      const behind = end - position
      if (behind <= 0 || position !== seen.position) seen = { position, atMs }
      const stalled = behind > 0 && atMs - seen.atMs > STALLED_AFTER_MS
      return { ready: !stalled, detail: behind > 0 ? `${behind} events behind` : `at ${position}` }
    },
  }
}

export function counterCheck(counter: ViewCounter): ReadinessCheck {
  return {
    name: 'views.counter',
    async check() {
      await counter.totals([NOBODY])
      return { ready: true }
    },
  }
}
