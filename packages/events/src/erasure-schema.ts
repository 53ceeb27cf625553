import type { Erasure } from '@uniwire/newsroom'
import { z } from 'zod'
import { digestSchema, idSchema, slugSchema } from './article-schema.ts'

/** Schema 1 of `article.erased`: all that is left on a subject whose earlier payloads are destroyed. */
export const erasureSchema = z.object({
  id: idSchema,
  university: slugSchema,
  erasedAt: z.string(),
  basis: z.string(),
  request: z.object({ keyDigest: digestSchema, digest: digestSchema }).optional(),
}) satisfies z.ZodType<Erasure>
