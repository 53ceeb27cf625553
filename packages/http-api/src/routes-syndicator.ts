import { createRoute, z } from '@hono/zod-openapi'
import { languageSchema } from './article-input.ts'
import { publicArticleSchema } from './article-schema.ts'
import { minPositionHeader } from './parameters.ts'
import { refusals } from './problem-schema.ts'
import { getFeedReaders, getHub, getReceipts, postHub } from './routes-subscribers.ts'

const forAggregators = { tags: ['Aggregators'] }
const OF_FORMAT = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
} as const
const format = z.enum(['rss', 'atom', 'json'])
const SITEMAP = ['application/xml'] as const
const OPML = ['text/x-opml'] as const

/** Documents that the syndicator finds by path itself; here they are only described. */
const document = <P extends string>(
  path: P,
  summary: string,
  mediaTypes: readonly string[] = Object.values(OF_FORMAT),
  params: z.ZodRawShape = {},
) =>
  createRoute({
    ...forAggregators,
    method: 'get',
    path,
    summary,
    request: {
      headers: minPositionHeader,
      ...(Object.keys(params).length === 0 ? {} : { params: z.object(params) }),
    },
    responses: {
      200: {
        description: 'The document',
        content: Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema: z.string() }])),
      },
      304: { description: 'Unchanged' },
      ...refusals,
    },
  })
const feed = <P extends string>(path: P, summary: string, params: z.ZodRawShape = {}) =>
  document(path, summary, undefined, { ...params, format })

const university = z.string().openapi({ description: 'Its slug.', example: 'nura' })

/** A change as everyone may see it: an entry of a withdrawn article has no content any more. */
const changeSchema = z
  .object({
    sequence: z.number(),
    type: z.enum(['published', 'revised', 'withdrawn', 'restored', 'erased']),
    id: z.string(),
    university: z.string(),
    version: z.number(),
    at: z.string(),
    article: publicArticleSchema.omit({ views: true }).optional(),
  })
  .openapi('Change')

export type Change = z.infer<typeof changeSchema>

const wholeNumber = (min: number, max: number, otherwise: number) =>
  z
    .string()
    .regex(/^\d{1,16}$/)
    .refine((text) => Number(text) >= min, { params: { problem: { code: 'out-of-range', min } } })
    .default(String(otherwise))
    .transform((text) => Math.min(Number(text), max))
    .openapi({ type: 'integer', minimum: min, default: otherwise })

export const getChanges = createRoute({
  ...forAggregators,
  method: 'get',
  path: '/v1/changes',
  summary: 'Every public change in the order of the log',
  request: {
    query: z.object({
      after: wholeNumber(0, Number.MAX_SAFE_INTEGER, 0),
      limit: wholeNumber(1, 500, 100),
      university: z.string().optional(),
    }),
    headers: minPositionHeader,
  },
  responses: {
    200: {
      description: 'An empty page means up to date',
      content: {
        'application/json': { schema: z.object({ changes: z.array(changeSchema), next: z.number() }) },
      },
    },
    ...refusals,
  },
})

const page = z
  .string()
  .regex(/^[1-9]\d*$/)
  .openapi({ type: 'integer', minimum: 1 })
const ATOM = ['application/atom+xml'] as const

/** Feed paths end in `.rss`, `.atom` or `.json`; the syndicator parses them itself (contract §6). */
export const syndicatorRoutes = [
  getChanges,
  feed('/feeds/all.{format}', 'The newest articles of all universities'),
  feed('/feeds/{university}.{format}', 'Of one university', { university }),
  feed('/feeds/{university}/{language}.{format}', 'Of one university in one language', {
    university,
    language: languageSchema,
  }),
  feed('/feeds/{university}/category/{category}.{format}', 'Of one university in one category', {
    university,
    category: z.string().openapi({ description: 'Percent-encoded UTF-8.', example: 'Ғылым' }),
  }),
  feed('/feeds/search.{format}', 'Of a search: `q` and the filters of `/v1/search`'),
  document('/feeds/all/archive/{page}.atom', 'A hundred articles of all, for ever (RFC 5005)', ATOM, {
    page,
  }),
  document('/feeds/{university}/archive/{page}.atom', 'The same of one university', ATOM, {
    university,
    page,
  }),
  postHub,
  getHub,
  getFeedReaders,
  getReceipts,
  document('/feeds.opml', 'All feeds of all universities', OPML),
  document('/sitemap.xml', 'Every article page', SITEMAP),
  document('/news-sitemap.xml', 'Article pages of the last two days', SITEMAP),
]
