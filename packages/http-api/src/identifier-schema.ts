import { z } from '@hono/zod-openapi'
import { parseSlug, parseSourceId } from '@uniwire/newsroom'
import { refuse } from './field-code.ts'

/** A slug that is written down: what no university can have is refused with its reason. */
export const writtenSlug = z.string().transform((text, context) => {
  const parsed = parseSlug(text)
  if (parsed.ok) return parsed.slug
  refuse(context, { code: parsed.reason === 'shape' ? 'bad-slug' : 'reserved-slug' })
  return z.NEVER
})

/** A site's own id that is written down (contract §2). */
export const writtenSourceId = z.string().transform((text, context) => {
  const parsed = parseSourceId(text)
  if (parsed.ok) return parsed.sourceId
  refuse(context, { code: 'bad-source-id' })
  return z.NEVER
})
