import { LIMITS } from '@uniwire/http-api'
import { EngineUnavailableError, LogUnavailableError } from '@uniwire/ports'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { RouteConfig } from '@hono/zod-openapi'
import { HTTPException } from 'hono/http-exception'
import type { Context, Next } from 'hono'
import type { H } from 'hono/types'
import { stillComing } from './body-deadline.ts'
import { checkOfRequest, refusalOf } from './checked-request.ts'
import { ProblemError } from './problem.ts'
import type { ServiceEnv } from './service-env.ts'
import { fieldErrors } from './zod-problem.ts'

/** A write that the log or an engine did not answer is safe to repeat, soon. */
const RETRY_AFTER_SECONDS = 2

/**
 * The Hono app of one service: what its routes refuse, and what they throw, becomes a problem, by `createOrigin`.
 * It has no error handler of its own, for whose sake Hono would compose every middleware of every route once more.
 * It must not `use('*')` anything: in one process with its neighbours that would catch their routes.
 */
export function serviceApp<E extends ServiceEnv = ServiceEnv>(): OpenAPIHono<E> {
  const app = new OpenAPIHono<E>({
    defaultHook: (result) => {
      if (result.success) return
      // The validator hands over what it could not parse, though the hook's type does not say so.
      const input: unknown = 'data' in result ? result.data : undefined
      throw refusalOf(result.target, fieldErrors(result.error, input))
    },
  })
  const byLibrary = app.openapi
  const openapi = ({ middleware = [], ...route }: RouteConfig, handler: H) => {
    const check = checkOfRequest(route)
    if (check === undefined) return byLibrary({ middleware, ...route }, handler)
    app.openAPIRegistry.registerPath(route)
    const checked: H = async (context: Context<E>, next: Next) => {
      await check(context)
      return handler(context, next)
    }
    app.on([route.method], [route.path.replaceAll(/\{(\w+)\}/g, ':$1')], ...[middleware].flat(), checked)
    return app
  }
  return Object.assign(app, { openapi })
}

export function asProblem(error: unknown, context: Context<ServiceEnv>): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof LogUnavailableError) {
    return new ProblemError({ code: 'log-unavailable', retryAfterSeconds: RETRY_AFTER_SECONDS })
  }
  if (error instanceof EngineUnavailableError) {
    return new ProblemError({ code: 'engine-unavailable', retryAfterSeconds: RETRY_AFTER_SECONDS })
  }
  if (error instanceof HTTPException) return fromHttpException(error)
  // Nobody reads this answer; a sender that goes away or breaks off is no failure of ours.
  if (isCutOff(error, context)) return new ProblemError({ code: 'request-timeout' })
  const { logger, requestId } = context.var
  logger.error({ err: error, event: 'request-failed', requestId }, 'a request failed')
  return new ProblemError({ code: 'internal', reference: requestId })
}

/** Node ends a body so whose connection broke, or whose chunks are none (RFC 9112 §8). */
function isCutOff(error: unknown, { env }: Context<ServiceEnv>): boolean {
  const isReset = error instanceof Error && 'code' in error && error.code === 'ECONNRESET'
  return isReset && stillComing(env?.incoming)
}

/** The validators of `@hono/zod-openapi` throw these for media types and for what is not JSON. */
function fromHttpException(error: HTTPException): ProblemError {
  switch (error.status) {
    case 413:
      return new ProblemError({ code: 'body-too-large', maxBytes: LIMITS.requestBytes })
    case 415:
      return new ProblemError({ code: 'unsupported-media-type', accepted: ['application/json'] })
    default:
      return new ProblemError({ code: 'malformed-json' })
  }
}
