import { documentedRoutes } from '@uniwire/http-api'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Logger } from 'pino'
import { allowedMethods } from './allowed-methods.ts'
import type { DirectListener } from './direct-listener.ts'
import { directListener } from './direct-listener.ts'
import type { DirectRoute } from './direct-route.ts'
import { ProblemError, problemResponse } from './problem.ts'
import type { RequestMetrics } from './metrics.ts'
import { createRequestLog } from './request-log.ts'
import { asProblem } from './service-app.ts'
import type { ServiceEnv } from './service-env.ts'

export interface OriginOptions {
  readonly apps: readonly Hono<ServiceEnv>[]
  /** Shorter ways to some answers of the apps, for a server that knows of them. */
  readonly direct?: readonly DirectRoute[] | undefined
  readonly logger: Logger
  readonly metrics: RequestMetrics
  readonly newRequestId: () => string
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicMs: () => number
  /** What a person sees where there is nothing; programs get a problem. */
  readonly notFoundPage?: (context: Context<ServiceEnv>) => Response | Promise<Response>
}

/** Everything is answered by `fetch`; by `direct` too, with what it takes for some of it. */
export type Origin = Hono<ServiceEnv> & { readonly direct: DirectListener }

/** Joins the apps of one process on one origin, with what every request needs around it. */
export function createOrigin(options: OriginOptions): Origin {
  const { apps, direct: routes = [], logger, metrics, newRequestId, monotonicMs } = options
  const log = createRequestLog(logger, metrics)
  const origin = new Hono<ServiceEnv>()
  origin.use(async (context, next) => {
    const begun = monotonicMs()
    const requestId = newRequestId()
    context.set('requestId', requestId)
    context.set('logger', logger)
    // Prepared before the answer: touched after it, Hono would build the answer a second time.
    context.header('X-Content-Type-Options', 'nosniff')
    context.header('X-Request-Id', requestId)
    if (!isDecodable(context.req.url)) throw new ProblemError({ code: 'bad-parameter', parameter: 'path' })
    await next()
    const { method, path } = context.req
    log({ requestId, method, path, status: context.res.status, durationMs: monotonicMs() - begun })
  })
  for (const app of apps) origin.route('/', app)
  origin.onError((error, context) => problemResponse(context, asProblem(error, context)))
  origin.notFound(async (context) => {
    const { method, path } = context.req
    // Behind a proxy the neighbours answer some of the path's methods, and the caller sees one origin.
    const allowed = allowedMethods([...origin.routes, ...documentedRoutes], path)
    if (allowed.length > 0 && !allowed.includes(method)) {
      return problemResponse(
        context,
        new ProblemError({ code: 'method-not-allowed', method, allowed, ...instead(method, path) }),
      )
    }
    const forPerson = options.notFoundPage !== undefined && !path.startsWith('/v1/')
    return forPerson && options.notFoundPage !== undefined
      ? options.notFoundPage(context)
      : problemResponse(context, new ProblemError({ code: 'not-found' }))
  })
  return Object.assign(origin, { direct: directListener({ routes, log, newRequestId, monotonicMs }) })
}

/** Articles are not deleted: they are withdrawn, and stay so for everyone who knew them. */
function instead(method: string, path: string): { readonly instead?: string } {
  return method === 'DELETE' && /^\/v1\/universities\/[^/]+\/articles\/[^/]+$/.test(path)
    ? { instead: `POST ${path}/withdraw` }
    : {}
}

/** A path with a broken percent-encoding would be taken as it is, and one article would have two addresses. */
function isDecodable(url: string): boolean {
  const [path = ''] = url.split('?', 1)
  if (!path.includes('%')) return true
  try {
    decodeURIComponent(path)
    return true
  } catch (error) {
    if (error instanceof URIError) return false
    throw error
  }
}
