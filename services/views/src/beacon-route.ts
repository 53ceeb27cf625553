import type { OpenAPIHono } from '@hono/zod-openapi'
import type { DirectRoute, ServiceEnv } from '@uniwire/service-kit'
import { ProblemError, callerAddress, limitBody } from '@uniwire/service-kit'
import { readBeacon } from './beacon.ts'
import { signsOf } from './request-signs.ts'
import type { Visit } from './service.ts'

/** A sourceId of 200 characters, each escaped as `\uXXXX\uXXXX`, an event id, and room. */
const MAX_BEACON_BYTES = 4_096
const PATH = '/v1/views'

export interface BeaconOptions {
  /** Throws ProblemError, and what the counter throws. */
  readonly count: (visit: Visit) => Promise<void>
  /** Whether every article of the log is known. */
  readonly complete: () => boolean
  readonly trustedProxies: number
}

export interface Beacons {
  /** Behind what is in front of every route. */
  addTo(app: OpenAPIHono<ServiceEnv>): void
  readonly direct: DirectRoute
}

/** `POST /v1/views`, which every opened article calls: directly as browsers send it, and by a route of the app. */
export function createBeacons({ count, complete, trustedProxies }: BeaconOptions): Beacons {
  /** What came of views that were not counted directly: the app says it, and does not ask again. */
  const failures = new WeakMap<object, unknown>()
  return {
    addTo(app) {
      app.post(PATH, limitBody(MAX_BEACON_BYTES), async (context) => {
        const { incoming } = context.env ?? {}
        if (incoming !== undefined && failures.has(incoming)) throw failures.get(incoming)
        const beacon = readBeacon(await context.req.text())
        if (beacon.kind === 'not-json') throw new ProblemError({ code: 'malformed-json' })
        if (beacon.kind === 'view') {
          const { article, event } = beacon
          const signs = signsOf(context.req.method, (name) => context.req.header(name))
          await count({ article, event, signs, address: callerAddress(context, trustedProxies) })
        }
        return context.body(null, 204)
      })
    },
    direct: {
      method: 'POST',
      path: PATH,
      maxBodyBytes: MAX_BEACON_BYTES,
      async answer({ header, callerAddress: addressOf, body, requestId, incoming }) {
        if (!complete() || header('uniwire-min-position') !== undefined) return undefined
        const beacon = readBeacon(body)
        if (beacon.kind !== 'view') return undefined
        const { article, event } = beacon
        try {
          await count({ article, event, signs: signsOf('POST', header), address: addressOf(trustedProxies) })
        } catch (error) {
          failures.set(incoming, error)
          return undefined
        }
        return { status: 204, headers: { ...HEADERS, 'X-Request-Id': requestId } }
      },
    },
  }
}

/** Those of any answer here. */
const HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Link, Uniwire-Position, Uniwire-Stale',
  'X-Content-Type-Options': 'nosniff',
}
