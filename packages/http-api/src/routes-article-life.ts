import { createRoute } from '@hono/zod-openapi'
import {
  aliasInput,
  aliasSchema,
  arrivalsSchema,
  erasureInput,
  erasureSchema,
  historySchema,
} from './article-life-schema.ts'
import { articleParams, noQuery, retryHeader } from './parameters.ts'
import { refusals } from './problem-schema.ts'
import { answer, counted, json, ofOperator, ofUniversity } from './route-parts.ts'

const article = '/v1/universities/{slug}/articles/{sourceId}'

export const postErase = createRoute({
  ...ofOperator,
  method: 'post',
  path: `${article}/erase`,
  summary: 'Destroy an article by law, down to the bytes on disk; 410 for ever',
  description:
    'Answers once the payloads are destroyed in the log. Search, feeds and counts lose the content at once, and their files within a day, or when the process stops. Repeated, it answers the same.',
  request: {
    params: articleParams,
    query: noQuery,
    headers: retryHeader,
    body: { required: true, content: json(erasureInput) },
  },
  responses: { 200: answer('Erased', erasureSchema), ...refusals },
})

export const postAlias = createRoute({
  ...ofUniversity,
  method: 'post',
  path: `${article}/aliases`,
  summary: 'Let a new sourceId mean this article, as a relaunched site needs it',
  description:
    'From then on every call under the alias acts on this article: same id, same guid. It is 409 when something was published under the alias, or when it means another article. An alias stays for ever; naming it again changes nothing, so repeating the request is safe.',
  request: {
    params: articleParams,
    query: noQuery,
    headers: retryHeader,
    body: { required: true, content: json(aliasInput) },
  },
  responses: counted({
    200: answer('It was an alias already', aliasSchema),
    201: answer('It is an alias now', aliasSchema),
  }),
})

export const getHistory = createRoute({
  ...ofUniversity,
  method: 'get',
  path: `${article}/history`,
  summary: 'Everything that happened to an article, and who did it',
  request: { params: articleParams },
  responses: { 200: answer('Oldest first', historySchema), ...refusals },
})

export const getArrivals = createRoute({
  ...ofUniversity,
  method: 'get',
  path: `${article}/status`,
  summary: 'Where the article’s last event has arrived',
  request: { params: articleParams },
  responses: { 200: answer('Positions', arrivalsSchema), ...refusals },
})
