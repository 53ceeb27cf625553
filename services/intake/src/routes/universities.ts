import type { OpenAPIHono } from '@hono/zod-openapi'
import { putUniversity } from '@uniwire/http-api'
import { toPublicUniversity } from '@uniwire/projection'
import type { IntakeParts } from '../parts.ts'
import { keyedContextOf } from './conditions.ts'
import type { UniversityEnv } from './guards.ts'
import { boundedJson, operatorOnly } from './guards.ts'

export function universityRoutes(app: OpenAPIHono<UniversityEnv>, parts: IntakeParts): void {
  const { authoriser, universities, config } = parts
  const middleware = [operatorOnly(authoriser), ...boundedJson]
  app.openapi({ ...putUniversity, middleware }, async (context) => {
    const { slug } = context.req.valid('param')
    const keyed = keyedContextOf(context, context.req.valid('header'))
    const { university, created, sequence } = await universities.register(
      slug,
      context.req.valid('json'),
      keyed,
    )
    const body = toPublicUniversity(university, config.publicUrl)
    return context.json(body, created ? 201 : 200, {
      ETag: `"${sequence}"`,
      'Uniwire-Sequence': String(sequence),
    })
  })
}
