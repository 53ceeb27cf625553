import { createRoute, z } from '@hono/zod-openapi'
import { publicArticleSchema } from './article-schema.ts'
import { minPositionHeader } from './parameters.ts'
import { refusals } from './problem-schema.ts'

const forAggregators = { tags: ['Aggregators'] }
const document = (mediaType: string) => ({
  200: { description: 'The document', content: { [mediaType]: { schema: z.string() } } },
  304: { description: 'Unchanged' },
  ...refusals,
})
const feed = <P extends string>(path: P, summary: string) =>
  createRoute({
    ...forAggregators,
    method: 'get',
    path,
    summary,
    request: { headers: minPositionHeader },
    responses: document('application/atom+xml'),
  })

/** A change as everyone may see it: an entry of a withdrawn article has no content any more. */
const changeSchema = z
  .object({
    sequence: z.number(),
    type: z.enum(['published', 'revised', 'withdrawn', 'restored']),
    id: z.string(),
    university: z.string(),
    version: z.number(),
    at: z.string(),
    article: publicArticleSchema.omit({ views: true }).optional(),
  })
  .openapi('Change')

export type Change = z.infer<typeof changeSchema>

const wholeNumber = (max: number, otherwise: number) =>
  z
    .string()
    .regex(/^\d{1,16}$/)
    .default(String(otherwise))
    .transform((text) => Math.min(Number(text), max))
    .openapi({ type: 'integer', minimum: 0, default: otherwise })

export const getChanges = createRoute({
  ...forAggregators,
  method: 'get',
  path: '/v1/changes',
  summary: 'Every public change in the order of the log',
  request: {
    query: z.object({
      after: wholeNumber(Number.MAX_SAFE_INTEGER, 0),
      limit: wholeNumber(500, 100),
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

/** Feed paths end in `.rss`, `.atom` or `.json`; the syndicator parses them itself (contract §6). */
export const syndicatorRoutes = [
  getChanges,
  feed('/feeds/all.{format}', 'The newest articles of all universities'),
  feed('/feeds/{university}.{format}', 'Of one university'),
  feed('/feeds/{university}/{language}.{format}', 'Of one university in one language'),
  feed('/feeds/{university}/category/{category}.{format}', 'Of one university in one category'),
  feed('/feeds.opml', 'All feeds of all universities'),
  feed('/sitemap.xml', 'Every article page'),
  feed('/news-sitemap.xml', 'Article pages of the last two days'),
]
