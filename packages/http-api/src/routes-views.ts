import { createRoute, z } from '@hono/zod-openapi'
import { viewTotalsSchema } from './article-schema.ts'
import { languageSchema } from './article-input.ts'
import { LIMITS } from './limits.ts'
import { minPositionHeader } from './parameters.ts'
import { refusals } from './problem-schema.ts'

const forBrowsers = { tags: ['Views'] }
const counted = { 204: { description: 'Taken; whether it was counted is not said' }, ...refusals }

export const viewInput = z
  .object({
    article: z.string().openapi({ description: 'An article’s id, or `{university}/{sourceId}`.' }),
    event: z.string().max(100).optional().openapi({ description: 'The client’s id of this view.' }),
  })
  .openapi('ViewInput')

export const postView = createRoute({
  ...forBrowsers,
  method: 'post',
  path: '/v1/views',
  summary: 'A reader opened an article',
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: viewInput }, 'text/plain': { schema: z.string() } },
    },
  },
  responses: counted,
})

export const getViewPixel = createRoute({
  ...forBrowsers,
  method: 'get',
  path: '/v1/views/{file}',
  summary: 'The same for pages without scripts: `{id}.gif`',
  request: { params: z.object({ file: z.string() }) },
  responses: {
    200: { description: 'One transparent pixel', content: { 'image/gif': { schema: z.string() } } },
    ...refusals,
  },
})

export const getViews = createRoute({
  ...forBrowsers,
  method: 'get',
  path: '/v1/views',
  summary: 'Totals, in the order asked',
  request: {
    query: z.object({
      article: z
        .union([z.string(), z.array(z.string()).max(LIMITS.viewIds)])
        .transform((value) => (Array.isArray(value) ? value : [value])),
    }),
    headers: minPositionHeader,
  },
  responses: {
    200: {
      description: 'Totals; an unknown article has none',
      content: {
        'application/json': {
          schema: z.object({
            views: z.array(viewTotalsSchema.extend({ article: z.string() }).openapi('ArticleViews')),
          }),
        },
      },
    },
    ...refusals,
  },
})

export const getMostRead = createRoute({
  ...forBrowsers,
  method: 'get',
  path: '/v1/most-read',
  summary: 'What is read most',
  request: {
    query: z.object({
      window: z.enum(['24h', '7d', '30d', 'all']).default('7d'),
      university: z.string().optional(),
      language: languageSchema.optional(),
    }),
    headers: minPositionHeader,
  },
  responses: {
    200: {
      description: 'Highest first',
      content: {
        'application/json': {
          schema: z.object({ articles: z.array(z.object({ article: z.string(), views: z.number() })) }),
        },
      },
    },
    ...refusals,
  },
})

export const viewsRoutes = [postView, getViewPixel, getViews, getMostRead]
