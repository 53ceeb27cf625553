import type { OpenAPIHono } from '@hono/zod-openapi'
import type { ServiceEnv } from '@uniwire/service-kit'
import { ProblemError, limitBody, publicCors } from '@uniwire/service-kit'
import type { Context, Handler, MiddlewareHandler } from 'hono'
import { readBeacon } from './beacon.ts'

/** A sourceId of 200 characters, each escaped as `\uXXXX\uXXXX`, an event id, and room. */
const MAX_BEACON_BYTES = 4_096

export interface BeaconRouteOptions {
  readonly count: (context: Context<ServiceEnv>, article: string, event?: string) => Promise<void>
  /** Whether every article of the log is known. */
  readonly complete: () => boolean
}

/**
 * `POST /v1/views`, which every opened article calls. `next`: what other routes have in front of them; where it is
 * not needed, as with all that browsers send, everything is done in one go (measured: bench/beacons.ts).
 */
export function addBeaconRoute(
  app: OpenAPIHono<ServiceEnv>,
  { count, complete }: BeaconRouteOptions,
  before: readonly MiddlewareHandler<ServiceEnv>[],
): void {
  const take = async (context: Context<ServiceEnv>): Promise<void> => {
    const beacon = readBeacon(await context.req.raw.text())
    if (beacon.kind === 'not-json') throw new ProblemError({ code: 'malformed-json' })
    if (beacon.kind === 'view') await count(context, beacon.article, beacon.event)
  }
  const atOnce: Handler<ServiceEnv> = async (context, next) => {
    if (!complete() || !isPlain(context)) return next()
    try {
      await take(context)
    } catch (error) {
      // So that a script of another origin can read why.
      await publicCors(context, () => Promise.resolve())
      throw error
    }
    return new Response(null, { status: 204, headers: { ...HEADERS, 'X-Request-Id': context.var.requestId } })
  }
  app.post('/v1/views', atOnce, ...before, limitBody(MAX_BEACON_BYTES), async (context) => {
    await take(context)
    return context.body(null, 204)
  })
}

/** Those of any answer here. As an object they go out as they are: `Headers` are checked and copied twice. */
const HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Link, Uniwire-Position, Uniwire-Stale',
  'X-Content-Type-Options': 'nosniff',
}

/** Its size is known and small, and it waits for nothing. */
function isPlain({ req }: Context<ServiceEnv>): boolean {
  const announced = req.header('Content-Length')
  return (
    announced !== undefined &&
    Number(announced) <= MAX_BEACON_BYTES &&
    req.header('Transfer-Encoding') === undefined &&
    req.header('Uniwire-Min-Position') === undefined
  )
}
