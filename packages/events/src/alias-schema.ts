import type { ArticleAlias } from '@uniwire/newsroom'
import { z } from 'zod'
import { idSchema, slugSchema, sourceIdSchema } from './article-schema.ts'

/** Schema 1 of `article.aliased`, on the subject that the alias would have as an article of its own. */
export const aliasSchema = z.object({
  id: idSchema,
  university: slugSchema,
  sourceId: sourceIdSchema,
  target: idSchema,
  aliasedAt: z.string(),
}) satisfies z.ZodType<ArticleAlias>
