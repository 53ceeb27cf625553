import type { Hono } from 'hono'
import { createLogger } from './logger.ts'
import { createMetrics } from './metrics.ts'
import type { OriginOptions } from './origin.ts'
import { createOrigin } from './origin.ts'
import type { ServiceEnv } from './service-env.ts'

/** An origin whose log lines tests can read, whose requests are numbered, and whose clock they turn. */
export function testOrigin(apps: readonly Hono<ServiceEnv>[], over: Partial<OriginOptions> = {}) {
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  const logger = createLogger({ service: 'test', level: 'trace', readable: false, destination })
  const metrics = createMetrics()
  let requests = 0
  const origin = createOrigin({
    apps,
    logger,
    metrics: metrics.requests,
    newRequestId: () => `request-${(requests += 1)}`,
    monotonicMs: () => 0,
    ...over,
  })
  return { origin, lines, metrics }
}

/** The body of a refusal. */
export async function problemOf(response: Response) {
  // Tests say which members they expect of it.
  return (await response.json()) as Record<string, unknown> & {
    readonly code: string
    readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[]
  }
}
