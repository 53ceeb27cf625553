import { NINJS_MEDIA_TYPE } from '@uniwire/http-api'
import { isReadableVersion } from '@uniwire/ninjs'
import { ProblemError } from '@uniwire/service-kit'
import { createMiddleware } from 'hono/factory'
import type { UniversityEnv } from './guards.ts'

/** Read as version 3, `headline` and `body_html` of version 1 would only be missing. */
export const readableNinjs = createMiddleware<UniversityEnv>(async (context, next) => {
  if (!isReadableVersion(context.req.header('Content-Type') ?? '')) {
    const accepted = ['application/json', `${NINJS_MEDIA_TYPE};version=3.1`]
    throw new ProblemError({ code: 'unsupported-media-type', accepted })
  }
  await next()
})
