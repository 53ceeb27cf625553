import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { ProblemError } from './problem.ts'
import type { ServiceEnv } from './service-env.ts'

/** Counts the bytes that arrive, whatever `Content-Length` says. */
export function limitBody(maxBytes: number) {
  return bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new ProblemError({ code: 'body-too-large', maxBytes })
    },
  })
}

/** A compressed body could be a thousand times larger than what was counted. */
export const refuseEncodedBody = createMiddleware<ServiceEnv>(async (context, next) => {
  const encoding = context.req.header('Content-Encoding')
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new ProblemError({ code: 'unsupported-media-type', accepted: ['identity'] })
  }
  await next()
})
