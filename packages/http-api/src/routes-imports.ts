import { createRoute, z } from '@hono/zod-openapi'
import { importDocument, importLineSchema, importQuery, importSummarySchema } from './line-import-schema.ts'
import { slugParams } from './parameters.ts'
import { refusals } from './problem-schema.ts'
import { ofUniversity } from './route-parts.ts'

/** What the report is, and NDJSON in. */
export const NDJSON_MEDIA_TYPE = 'application/x-ndjson'

/** By its root element, `application/xml` and `text/xml` are read as RSS 2.0 or Atom. */
export const IMPORT_MEDIA_TYPES = [
  NDJSON_MEDIA_TYPE,
  'application/rss+xml',
  'application/atom+xml',
  'application/xml',
  'text/xml',
] as const

const document = { schema: importDocument }

export const postImport = createRoute({
  ...ofUniversity,
  method: 'post',
  path: '/v1/universities/{slug}/imports',
  summary: 'Import many articles with their original dates, from NDJSON, RSS 2.0 or Atom',
  description:
    'Each line of NDJSON is an article as for PUT, with `sourceId` and `publishedAt`. Of a feed, the guid is the sourceId. What is broken is reported and left out, the rest goes on. Sent again, the same document changes nothing: after a broken connection, send it again. An item that left a feed is not withdrawn. An Idempotency-Key is not needed: each line is known by its sourceId and its content.',
  request: {
    params: slugParams,
    query: importQuery,
    body: {
      required: true,
      content: {
        [NDJSON_MEDIA_TYPE]: document,
        'application/rss+xml': document,
        'application/atom+xml': document,
        'application/xml': document,
        'text/xml': document,
      },
    },
  },
  responses: {
    200: {
      description: 'The report: a line of JSON for each line or item, and a summary as the last',
      content: { [NDJSON_MEDIA_TYPE]: { schema: z.union([importLineSchema, importSummarySchema]) } },
    },
    ...refusals,
  },
})
