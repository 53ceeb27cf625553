import { z } from '@hono/zod-openapi'
import answers from './answer-examples.json' with { type: 'json' }

export const PROBLEM_MEDIA_TYPE = 'application/problem+json'

/** RFC 9457, with a stable `code` and every wrong field by JSON pointer. */
const problemSchema = z
  .object({
    type: z.string(),
    code: z.string(),
    status: z.number(),
    title: z.string(),
    detail: z.string(),
    errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
  })
  .openapi('Problem', { example: answers.problem })

export type ProblemBody = z.infer<typeof problemSchema>

/** Every route may refuse; what a refusal looks like is the same everywhere. */
export const refusals = {
  default: { description: 'A refusal', content: { [PROBLEM_MEDIA_TYPE]: { schema: problemSchema } } },
} as const
