import { z } from '@hono/zod-openapi'
import { languageSchema } from './article-input.ts'

const instant = z.string().openapi({ format: 'date-time', example: '2019-04-24T08:42:56Z' })
export const statusSchema = z.enum(['published', 'embargoed', 'withdrawn'])
const precisionSchema = z.enum(['second', 'minute', 'day'])

const imageSchema = z.object({
  url: z.string(),
  alt: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  type: z.string().optional(),
  length: z.number().optional(),
})

/** Something that was taken, though not quite as it came. */
export const warningSchema = z
  .object({ code: z.string(), pointer: z.string().optional(), detail: z.string() })
  .openapi('Warning')

/** What every write answers (contract §2). */
export const writeAnswerSchema = z
  .object({
    id: z.string(),
    version: z.number(),
    status: statusSchema,
    sequence: z
      .number()
      .openapi({ description: 'Pass it as `Uniwire-Min-Position` to read your own write.' }),
    pageUrl: z.string(),
    warnings: z.array(warningSchema),
  })
  .openapi('WriteAnswer')

/** Where the caller may not know it: it can be made from the `Idempotency-Key`. */
export const postAnswerSchema = z
  .object({ ...writeAnswerSchema.shape, sourceId: z.string() })
  .openapi('PostAnswer')

const contentFields = {
  title: z.string(),
  bodyHtml: z.string(),
  summary: z.string().optional(),
  language: languageSchema,
  publishedAt: z.string().openapi({ description: 'UTC, or a full date where only the day is known.' }),
  datePrecision: precisionSchema,
  printedDate: z.string(),
  timeZone: z.string(),
  byline: z.string().optional(),
  categories: z.array(z.string()),
  images: z.array(imageSchema),
  translationGroup: z.string().optional(),
}

const identityFields = {
  id: z.string().openapi({ format: 'uuid' }),
  uri: z.string().openapi({ description: 'The guid in every feed.', example: 'urn:uuid:0b5b…' }),
  university: z.string(),
  sourceId: z.string(),
  version: z.number(),
  status: statusSchema,
}

export const viewTotalsSchema = z
  .object({
    total: z.number(),
    live: z.number(),
    baseline: z.number(),
    unique: z.number(),
    asOf: instant.nullable(),
  })
  .openapi('ViewTotals')

/** An article as its own university sees it. */
export const ownArticleSchema = z
  .object({
    ...identityFields,
    ...contentFields,
    sequence: z.number(),
    url: z.string(),
    pageUrl: z.string(),
    acceptedAt: instant,
    revisedAt: instant,
    embargoedUntil: instant.optional(),
    withdrawal: z.object({ reason: z.string(), at: instant }).optional(),
    legacyViews: z.object({ count: z.number(), observedAt: instant }).optional(),
    aliases: z
      .array(z.string())
      .optional()
      .openapi({ description: 'Further ids of the same article, oldest first.' }),
  })
  .openapi('OwnArticle')

/** An article as anyone sees it. */
export const publicArticleSchema = z
  .object({
    ...identityFields,
    ...contentFields,
    url: z.string().openapi({ description: 'At its university, else the Uniwire page.' }),
    pageUrl: z.string(),
    firstVisibleAt: instant,
    revisedAt: instant,
    views: z.number(),
  })
  .openapi('Article')

export type OwnArticle = z.infer<typeof ownArticleSchema>
export type PublicArticle = z.infer<typeof publicArticleSchema>
export type WriteAnswerBody = z.infer<typeof writeAnswerSchema>
export type Warning = z.infer<typeof warningSchema>
