import type { OpenAPIHono } from '@hono/zod-openapi'
import { getAccess } from '@uniwire/http-api'
import type { IntakeParts } from '../parts.ts'
import type { UniversityEnv } from './guards.ts'

/** What a key opens, for services that keep no keys. `all` is every university, and so the operator's alone. */
export function accessRoute(app: OpenAPIHono<UniversityEnv>, { authoriser }: IntakeParts): void {
  app.openapi(getAccess, async (context) => {
    const { slug } = context.req.valid('param')
    const authorization = context.req.header('Authorization')
    context.header('Cache-Control', 'private, no-store')
    const isOperator = authoriser.isOperator(authorization)
    if (!isOperator) await authoriser.university(authorization, slug, 'read')
    return context.json({ university: slug, as: isOperator ? 'operator' : 'university' } as const, 200)
  })
}
