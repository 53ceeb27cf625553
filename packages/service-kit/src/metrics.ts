import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

export interface RequestMetrics {
  observe(request: { readonly method: string; readonly status: number; readonly durationMs: number }): void
}

/** Base units, `_total` for counters; labels never name an article or a reader. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time until the answer was ready, by method and status.',
    labelNames: ['method', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  const positions = new Gauge({
    name: 'projection_position',
    help: 'Last sequence of the log that a projection contains.',
    labelNames: ['projection'],
    registers: [registry],
  })
  const skipped = new Counter({
    name: 'projection_unknown_events_total',
    help: 'Events of a type that this release does not know.',
    labelNames: ['projection'],
    registers: [registry],
  })
  const deadLetters = new Counter({
    name: 'projection_dead_letters_total',
    help: 'Events that a projection could not apply.',
    labelNames: ['projection'],
    registers: [registry],
  })
  const requests: RequestMetrics = {
    observe: ({ method, status, durationMs }) => seconds.observe({ method, status }, durationMs / 1000),
  }
  return { registry, requests, positions, skipped, deadLetters }
}

export type Metrics = ReturnType<typeof createMetrics>
