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

const day = z.iso.date().openapi({ example: '2026-11-22', description: 'A UTC day.' })
const range = z.object({
  from: day.optional().openapi({ description: '30 days up to `to` when left out; 400 at most.' }),
  to: day.optional().openapi({ description: 'Included; today when left out.' }),
})
const dayViews = z.object({ day: z.string(), views: z.number() }).openapi('DayViews')

export const getViewDays = createRoute({
  ...forBrowsers,
  method: 'get',
  path: '/v1/views/days',
  summary: 'Views by UTC day, of an article or of all articles of a university; every day of the range',
  request: {
    query: range.extend({ article: z.string().optional(), university: z.string().optional() }),
    headers: minPositionHeader,
  },
  responses: {
    200: {
      description: 'Live views alone; days before the first one are 0',
      content: {
        'application/json': {
          schema: z.object({ from: z.string(), to: z.string(), days: z.array(dayViews) }),
        },
      },
    },
    ...refusals,
  },
})

export const getViewExplanation = createRoute({
  ...forBrowsers,
  method: 'get',
  path: '/v1/views/explain',
  summary: 'What an article’s count is made of: what was counted, what was not and why, the old site’s',
  request: { query: z.object({ article: z.string() }), headers: minPositionHeader },
  responses: {
    200: {
      description: 'Of an article that readers cannot see: zeros',
      content: {
        'application/json': {
          schema: z.object({
            article: z.string(),
            rules: z.number().openapi({ description: 'Version of the counting rules.' }),
            total: z.number(),
            live: z.number(),
            unique: z.number().openapi({ description: 'Readers of each day, added up.' }),
            rejected: z.record(z.string(), z.number()).openapi({ description: 'By reason.' }),
            baseline: z.object({ count: z.number(), observedAt: z.string() }).nullable(),
            logged: z.object({ live: z.number(), revision: z.number() }).nullable(),
            asOf: z.string().nullable(),
          }),
        },
      },
    },
    ...refusals,
  },
})

export const getViewExport = createRoute({
  ...forBrowsers,
  method: 'get',
  path: '/v1/views/universities/{file}',
  summary: 'Views of a university’s articles by day: `{slug}.csv` or `{slug}.json`',
  request: { params: z.object({ file: z.string() }), query: range, headers: minPositionHeader },
  responses: {
    200: {
      description: 'Days without views are left out',
      content: {
        'text/csv': { schema: z.string() },
        'application/json': {
          schema: z.object({
            university: z.string(),
            from: z.string(),
            to: z.string(),
            articles: z.array(
              z.object({
                article: z.string(),
                live: z.number().openapi({ description: 'Of all days.' }),
                baseline: z.number(),
                days: z.array(dayViews),
              }),
            ),
          }),
        },
      },
    },
    ...refusals,
  },
})

export const viewsRoutes = [
  postView,
  // Before the pixel, whose path would take them for files.
  getViewDays,
  getViewExplanation,
  getViewExport,
  getViewPixel,
  getViews,
  getMostRead,
]
