import type { z } from '@hono/zod-openapi'

/** What routes of one kind have in common. */
export const ofOperator = { tags: ['Operator'], security: [{ operatorKey: [] }] }
export const ofUniversity = { tags: ['University'], security: [{ universityKey: [] }] }
export const json = <S extends z.ZodType>(schema: S) => ({ 'application/json': { schema } })
export const answer = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: json(schema),
})
