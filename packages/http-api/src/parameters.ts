import { z } from '@hono/zod-openapi'
import { findableSourceId } from '@uniwire/newsroom'
import { refuse } from './field-code.ts'
import { writtenSlug, writtenSourceId } from './identifier-schema.ts'
import { LIMITS } from './limits.ts'
import { webAddress } from './text-schema.ts'

/** A slug in a path that must exist: what no university can have is simply not found. */
const slug = z
  .string()
  .openapi({ param: { name: 'slug', in: 'path' }, minLength: 2, maxLength: 63, example: 'nura' })

const sourceId = z
  .string()
  .transform((text, context) => {
    const found = findableSourceId(text)
    if (found !== undefined) return found
    refuse(context, { code: 'bad-source-id' })
    return z.NEVER
  })
  .openapi({
    type: 'string',
    minLength: 1,
    maxLength: LIMITS.sourceIdCharacters,
    param: { name: 'sourceId', in: 'path' },
    example: 'news/2026/41',
    description: 'Percent-encoded, `/` as `%2F`.',
  })

const newSlug = writtenSlug.openapi({
  type: 'string',
  param: { name: 'slug', in: 'path' },
  pattern: '^[a-z0-9-]{2,63}$',
  example: 'nura',
})

export const newSlugParams = z.object({ slug: newSlug })
export const slugParams = z.object({ slug })
export const keyParams = z.object({
  slug,
  id: z.string().openapi({ param: { name: 'id', in: 'path' }, minLength: 12, maxLength: 12 }),
})
export const articleParams = z.object({ slug, sourceId })

/** Headers of every write. */
export const writeHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(LIMITS.idempotencyKeyCharacters)
    .optional()
    .openapi({ description: 'The same key and body again answer what they answered the first time.' }),
  'if-match': z
    .string()
    .max(LIMITS.tagsCharacters)
    .optional()
    .openapi({ description: 'ETag of the article as you know it.' }),
  'if-none-match': z
    .string()
    .max(LIMITS.tagsCharacters)
    .optional()
    .openapi({ description: '`*`: only if there is no such article yet.' }),
})

export const retryHeader = writeHeaders.pick({ 'idempotency-key': true })

export const minPositionHeader = z.object({
  'uniwire-min-position': z
    .string()
    .regex(/^\d{1,15}$/)
    .optional()
    .openapi({ description: 'Answer only once this sequence of the log is in; waits up to 2 s.' }),
})

const flag = z
  .enum(['true', 'false'])
  .optional()
  .transform((value) => value === 'true')
  .openapi({ type: 'string', enum: ['true', 'false'] })

/** A misspelt `?dryrun=true` must not publish: on writing routes an unknown parameter is refused by name. */
export const noQuery = z.strictObject({})
export const publishQuery = z.strictObject({ dryRun: flag })

/** Answers that overrule what the page says (contract §4). */
export const pageQuery = z.strictObject({
  sourceId: writtenSourceId
    .optional()
    .openapi({ type: 'string', minLength: 1, maxLength: LIMITS.sourceIdCharacters }),
  publish: flag,
  title: z.string().max(LIMITS.titleCharacters).optional(),
  publishedAt: z.string().max(LIMITS.momentCharacters).optional(),
  language: z.enum(['kk', 'kk-Latn', 'ru', 'en']).optional(),
  url: z
    .union([z.literal(''), webAddress(LIMITS.urlCharacters)])
    .optional()
    .openapi({ type: 'string', maxLength: LIMITS.urlCharacters }),
  category: z.string().max(LIMITS.categoryCharacters).optional(),
  byline: z.string().max(LIMITS.bylineCharacters).optional(),
})
