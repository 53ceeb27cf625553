import type { ServiceEnv } from '@uniwire/service-kit'
import { ProblemError } from '@uniwire/service-kit'
import { createMiddleware } from 'hono/factory'
import type { ReaderParts } from '../parts.ts'

/**
 * Before every university of the log is known, "there is no such university" would be a lie: a reader that was
 * just started says that it is not ready.
 */
export function whenComplete({ complete }: Pick<ReaderParts, 'complete'>) {
  return createMiddleware<ServiceEnv>(async (_, next) => {
    if (!complete()) throw new ProblemError({ code: 'not-ready', retryAfterSeconds: 1 })
    await next()
  })
}
