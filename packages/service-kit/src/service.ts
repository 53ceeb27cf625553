import type { Hono } from 'hono'
import type { Logger } from 'pino'
import type { DirectRoute } from './direct-route.ts'
import type { ReadinessCheck } from './health.ts'
import type { Metrics } from './metrics.ts'
import type { ServiceEnv } from './service-env.ts'

/** What every service is made with; clock and ids come from outside, so that tests can hold them. */
export interface ServiceTools {
  readonly logger: Logger
  readonly metrics: Metrics
  /** UTC instant with milliseconds, `2026-11-22T10:00:00.000Z`. */
  readonly now: () => string
  /** A fresh UUID. */
  readonly newId: () => string
}

/** What every `createX` gives back: HTTP in, readiness, and an end that empties the event loop. */
export interface Service extends AsyncDisposable {
  readonly app: Hono<ServiceEnv>
  /** Shorter ways to some of the app's answers. */
  readonly direct?: readonly DirectRoute[]
  readonly checks: readonly ReadinessCheck[]
}
