import type { Registry } from 'prom-client'
import { Hono } from 'hono'
import type { ServiceEnv } from './service-env.ts'

/** One thing that must be right before requests are welcome. */
export interface ReadinessCheck {
  readonly name: string
  /** `ready`, or what is being waited for. */
  check(): Promise<{ readonly ready: boolean; readonly detail?: string }>
}

/** `/healthz` looks at the event loop only: an outage elsewhere must not become a restart storm. */
export function healthApp(options: {
  readonly checks: readonly ReadinessCheck[]
  readonly registry: Registry
  readonly stopping: () => boolean
}): Hono<ServiceEnv> {
  const app = new Hono<ServiceEnv>()
  app.get('/healthz', (context) => context.json({ status: 'ok' }))
  app.get('/readyz', async (context) => {
    const checks = await Promise.all(options.checks.map(run))
    const ready = !options.stopping() && checks.every((check) => check.ready)
    return context.json({ status: ready ? 'ready' : 'not-ready', checks }, ready ? 200 : 503, {
      'Cache-Control': 'no-store',
      ...(ready ? {} : { 'Retry-After': '1' }),
    })
  })
  app.get('/metrics', async (context) =>
    context.body(await options.registry.metrics(), 200, { 'Content-Type': options.registry.contentType }),
  )
  return app
}

async function run(check: ReadinessCheck) {
  try {
    return { name: check.name, ...(await check.check()) }
  } catch (error) {
    return { name: check.name, ready: false, detail: error instanceof Error ? error.message : String(error) }
  }
}
