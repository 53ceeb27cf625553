import { LIMITS } from '@uniwire/http-api'
import { EngineUnavailableError, LogUnavailableError } from '@uniwire/ports'
import { OpenAPIHono } from '@hono/zod-openapi'
import { HTTPException } from 'hono/http-exception'
import { routePath } from 'hono/route'
import type { Context } from 'hono'
import type { FieldError } from './problem.ts'
import { ProblemError, invalidFields, problemResponse } from './problem.ts'
import type { ServiceEnv } from './service-env.ts'
import { fieldErrors } from './zod-problem.ts'

/** A write that the log or an engine did not answer is safe to repeat, soon. */
const RETRY_AFTER_SECONDS = 2

/**
 * The Hono app of one service: what its routes refuse, and what they throw, becomes a problem.
 * It must not `use('*')` anything: in one process with its neighbours that would catch their routes.
 */
export function serviceApp(): OpenAPIHono<ServiceEnv> {
  const app = new OpenAPIHono<ServiceEnv>({
    defaultHook: (result, context) => {
      if (result.success) return undefined
      // The validator hands over what it could not parse, though the hook's type does not say so.
      const input: unknown = 'data' in result ? result.data : undefined
      const schema = result.target === 'json' ? bodySchema(app, context) : undefined
      const fields = fieldErrors(result.error, input, schema)
      return problemResponse(context, refusalOf(result.target, fields))
    },
  })
  app.onError((error, context) => problemResponse(context, asProblem(error, context)))
  return app
}

/** What the matched route says of its JSON body. */
function bodySchema(app: OpenAPIHono<ServiceEnv>, context: Context): unknown {
  const path = routePath(context).replaceAll(/:(\w+)/g, '{$1}')
  const method = context.req.method.toLowerCase()
  for (const definition of app.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue
    const { route } = definition
    const json = route.request?.body?.content['application/json']
    if (route.path === path && route.method === method && json !== undefined && 'schema' in json)
      return json.schema
  }
  return undefined
}

/** A wrong body, or an identity in the path, is a wrong field; the rest are wrong parameters. */
function refusalOf(target: string, fields: readonly FieldError[]): ProblemError {
  if (target === 'json' || target === 'form' || target === 'param') return invalidFields(fields)
  const parameter = fields[0]?.pointer.slice(1) ?? ''
  return new ProblemError({ code: 'bad-parameter', parameter }, fields)
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
  const { logger, requestId } = context.var
  logger.error({ err: error, event: 'request-failed', requestId }, 'a request failed')
  return new ProblemError({ code: 'internal', reference: requestId })
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
