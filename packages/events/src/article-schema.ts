import type { Article, ArticleId, Digest, Slug, SourceId } from '@uniwire/newsroom'
import { ARTICLE_LANGUAGES, parseArticleId, parseSlug } from '@uniwire/newsroom'
import { z } from 'zod'

const text = z.string()
const count = z.number().int().nonnegative()

export const slugSchema = z
  .custom<Slug>((value) => typeof value === 'string' && parseSlug(value).ok)
  .meta({ type: 'string', pattern: '^[a-z0-9-]{2,63}$' })
export const idSchema = z
  .custom<ArticleId>((value) => typeof value === 'string' && parseArticleId(value) === value)
  .meta({ type: 'string', format: 'uuid' })
/** Written by intake after its own check; an id derived from a key begins with `~`. */
export const sourceIdSchema = z
  .custom<SourceId>((value) => typeof value === 'string' && value.length > 0)
  .meta({ type: 'string', minLength: 1 })
export const digestSchema = z
  .custom<Digest>((value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value))
  .meta({ type: 'string', pattern: '^[0-9a-f]{64}$' })
const statusSchema = z.enum(['published', 'embargoed', 'withdrawn'])

const publicationTimeSchema = z.object({
  value: text,
  precision: z.enum(['second', 'minute', 'day']),
  instant: text,
  printed: text,
  timeZone: text,
})

const contentSchema = z.object({
  title: text,
  bodyHtml: text,
  summary: text.optional(),
  language: z.enum(ARTICLE_LANGUAGES),
  publishedAt: publicationTimeSchema,
  url: text.optional(),
  byline: text.optional(),
  categories: z.array(text).readonly(),
  images: z
    .array(
      z.object({
        url: text,
        alt: text.optional(),
        width: count.optional(),
        height: count.optional(),
        type: text.optional(),
        length: count.optional(),
      }),
    )
    .readonly(),
  embargoedUntil: text.optional(),
  translationGroup: text.optional(),
})

/** Schema 1 of every `article.*` event that carries an article, and of `baseline.observed` and `alias.added`: the whole article after the event. */
export const articleSchema = z.object({
  id: idSchema,
  university: slugSchema,
  sourceId: sourceIdSchema,
  version: z.number().int().positive(),
  status: statusSchema,
  content: contentSchema,
  digest: digestSchema,
  acceptedAt: text,
  versionAt: text,
  firstVisibleAt: text.optional(),
  firstVisibleSequence: count.optional(),
  withdrawal: z.object({ reason: text, at: text }).optional(),
  baseline: z.object({ count, observedAt: text }).optional(),
  printedPage: z.object({ site: text, language: text, text, around: text }).optional(),
  requests: z
    .array(
      z.object({
        key: text,
        digest: digestSchema,
        version: z.number().int().positive(),
        status: statusSchema,
        created: z.boolean().optional(),
        sequence: count.optional(),
      }),
    )
    .readonly(),
  aliases: z.array(sourceIdSchema).readonly().optional(),
}) satisfies z.ZodType<Article>
