import type { OpenAPIHono } from '@hono/zod-openapi'
import { ProblemError } from '@uniwire/service-kit'
import type { IntakeParts } from '../parts.ts'
import type { UniversityEnv } from './guards.ts'
import { operatorOnly } from './guards.ts'

/**
 * What projections gave up, for the operator: shown, and dropped once it is dealt with. Applying an event again is
 * its projection's own work (`POST /v1/search/dead-letters/{sequence}/replay`).
 */
export function deadLetterRoutes(
  app: OpenAPIHono<UniversityEnv>,
  { authoriser, letters }: Pick<IntakeParts, 'authoriser' | 'letters'>,
): void {
  const operator = operatorOnly(authoriser)
  app.get('/v1/dead-letters', operator, async (context) => context.json({ letters: await letters.list() }))
  app.delete('/v1/dead-letters/:projection/:sequence{[1-9][0-9]{0,15}}', operator, async (context) => {
    const { projection, sequence } = context.req.param()
    if (!PROJECTION.test(projection)) throw new ProblemError({ code: 'not-found' })
    const dropped = await letters.drop(projection, Number(sequence))
    if (!dropped) throw new ProblemError({ code: 'not-found' })
    return context.json({ projection, sequence: Number(sequence), dropped })
  })
}

/** A token of a subject: no wildcard and no other separator. */
const PROJECTION = /^[a-z-]{1,40}$/
