import { createRoute, z } from '@hono/zod-openapi'
import { SCOPES } from '@uniwire/newsroom'
import { articleInput, articleInputWithId } from './article-input.ts'
import { ownArticleSchema, postAnswerSchema, warningSchema, writeAnswerSchema } from './article-schema.ts'
import { pageImportSchema } from './import-schema.ts'
import { LIMITS } from './limits.ts'
import { NINJS_MEDIA_TYPE, ninjsInput } from './ninjs-schema.ts'
import {
  articleParams,
  keyParams,
  newSlugParams,
  noQuery,
  pageQuery,
  publishQuery,
  retryHeader,
  slugParams,
  writeHeaders,
} from './parameters.ts'
import { answer, counted, json, ofOperator, ofUniversity } from './route-parts.ts'
import { getArrivals, getHistory, postAlias, postErase } from './routes-article-life.ts'
import { postImport } from './routes-imports.ts'
import { refusals } from './problem-schema.ts'
import { line, optionalLine } from './text-schema.ts'
import { universityInput, universitySchema } from './university-schema.ts'

const ninjs = { [NINJS_MEDIA_TYPE]: { schema: ninjsInput } } as const

const writtenAs = <S extends z.ZodType>(schema: S) =>
  counted({ 200: answer('Revised, or unchanged', schema), 201: answer('New', schema) })

export const putUniversity = createRoute({
  ...ofOperator,
  method: 'put',
  path: '/v1/universities/{slug}',
  summary: 'Register a university, or change it',
  request: {
    params: newSlugParams,
    query: noQuery,
    headers: retryHeader,
    body: { required: true, content: json(universityInput) },
  },
  responses: {
    200: answer('Changed, or unchanged', universitySchema),
    201: answer('Registered', universitySchema),
    ...refusals,
  },
})

export const getAccess = createRoute({
  ...ofUniversity,
  method: 'get',
  path: '/v1/universities/{slug}/access',
  summary: 'Whose key this is: the university’s, with the right to read, or the operator’s',
  request: { params: slugParams },
  responses: {
    200: answer(
      'It may read what is this university’s',
      z.object({ university: z.string(), as: z.enum(['university', 'operator']) }),
    ),
    ...refusals,
  },
})

const instant = z.string().openapi({ format: 'date-time', example: '2026-02-11T04:30:00Z' })

const keySchema = z
  .object({
    id: z.string(),
    label: z.string().optional(),
    scopes: z.array(z.enum(SCOPES)).optional(),
    issuedAt: instant,
    expiresAt: instant.optional(),
    revokedAt: instant.optional(),
    lastUsedAt: instant
      .optional()
      .openapi({ description: 'In the list alone; up to ten minutes too old after a crash.' }),
  })
  .openapi('Key')

const keyInput = z
  .strictObject({
    label: optionalLine(LIMITS.labelCharacters),
    scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length).optional(),
    expiresAt: z.iso
      .datetime({ offset: true })
      .optional()
      .openapi({ description: 'From this instant on the key opens nothing; it must be still to come.' }),
  })
  .openapi('KeyInput', { example: { label: 'Main site', scopes: ['publish', 'withdraw'] } })

const issuedKeySchema = keySchema.extend({ key: z.string() }).openapi('IssuedKey')
const knownKeySchema = keySchema.extend({ warnings: z.array(warningSchema) }).openapi('KnownKey')
export type KeyBody = z.infer<typeof keySchema>
export type IssuedKey = z.infer<typeof issuedKeySchema>
export type KnownKey = z.infer<typeof knownKeySchema>

export const postKey = createRoute({
  ...ofOperator,
  method: 'post',
  path: '/v1/universities/{slug}/keys',
  summary: 'Issue a key; its text is shown this once',
  description:
    'The text is stored nowhere. So the same Idempotency-Key and body again are answered 200 with the key that they issued, without its text: where the first answer was lost, revoke that key and issue another under a new Idempotency-Key.',
  request: { params: slugParams, query: noQuery, headers: retryHeader, body: { content: json(keyInput) } },
  responses: {
    200: answer('Issued before by this Idempotency-Key; its text was shown then', knownKeySchema),
    201: answer('Issued', issuedKeySchema),
    ...refusals,
  },
})

export const getKeys = createRoute({
  ...ofOperator,
  method: 'get',
  path: '/v1/universities/{slug}/keys',
  summary: 'All keys of a university, without their text',
  request: { params: slugParams },
  responses: { 200: answer('Keys', z.object({ keys: z.array(keySchema) })), ...refusals },
})

export const deleteKey = createRoute({
  ...ofOperator,
  method: 'delete',
  path: '/v1/universities/{slug}/keys/{id}',
  summary: 'Revoke a key; repeated, it stays revoked',
  request: { params: keyParams, query: noQuery, headers: retryHeader },
  responses: { 200: answer('Revoked', keySchema), ...refusals },
})

export const putArticle = createRoute({
  ...ofUniversity,
  method: 'put',
  path: '/v1/universities/{slug}/articles/{sourceId}',
  summary: 'Publish an article, or replace its content',
  request: {
    params: articleParams,
    query: publishQuery,
    headers: writeHeaders,
    body: { required: true, content: { ...json(articleInput), ...ninjs } },
  },
  responses: writtenAs(writeAnswerSchema),
})

export const postArticle = createRoute({
  ...ofUniversity,
  method: 'post',
  path: '/v1/universities/{slug}/articles',
  summary: 'The same with `sourceId` in the body, or made from the Idempotency-Key',
  description: 'Of a ninjs document it is the alternative id with the role `sourceId`, else the `uri`.',
  request: {
    params: slugParams,
    query: publishQuery,
    headers: writeHeaders,
    body: { required: true, content: { ...json(articleInputWithId), ...ninjs } },
  },
  responses: writtenAs(postAnswerSchema),
})

export const getOwnArticle = createRoute({
  ...ofUniversity,
  method: 'get',
  path: '/v1/universities/{slug}/articles/{sourceId}',
  summary: 'An article as it is now, whatever its status',
  request: { params: articleParams },
  responses: { 200: answer('The article', ownArticleSchema), 304: { description: 'Unchanged' }, ...refusals },
})

const withdrawal = z.strictObject({ reason: line(LIMITS.reasonCharacters) }).openapi('Withdrawal', {
  example: { reason: 'The ceremony was moved to next week.' },
})

export const postWithdraw = createRoute({
  ...ofUniversity,
  method: 'post',
  path: '/v1/universities/{slug}/articles/{sourceId}/withdraw',
  summary: 'Take an article back; readers are shown the reason',
  request: {
    params: articleParams,
    query: noQuery,
    headers: writeHeaders,
    body: { required: true, content: json(withdrawal) },
  },
  responses: counted({ 200: answer('Withdrawn', writeAnswerSchema) }),
})

export const postRestore = createRoute({
  ...ofUniversity,
  method: 'post',
  path: '/v1/universities/{slug}/articles/{sourceId}/restore',
  summary: 'Undo a withdrawal',
  request: { params: articleParams, query: noQuery, headers: writeHeaders },
  responses: counted({ 200: answer('Restored', writeAnswerSchema) }),
})

/** Only said here: it is counted in bytes, before it is text. */
const page = z.string().openapi({ maxLength: LIMITS.pageBytes })

export const postPage = createRoute({
  ...ofUniversity,
  method: 'post',
  path: '/v1/universities/{slug}/pages',
  summary: 'Turn a printed page into a draft with evidence, and publish it when nothing is in doubt',
  request: {
    params: slugParams,
    query: pageQuery,
    headers: retryHeader,
    body: {
      required: true,
      content: { 'text/plain': { schema: page }, 'text/html': { schema: page } },
    },
  },
  responses: counted({
    200: answer('The draft, or an article revised or unchanged', pageImportSchema),
    201: answer('A new article', pageImportSchema),
  }),
})

export const intakeRoutes = [
  putUniversity, getAccess, postKey, getKeys, deleteKey,
  putArticle, postArticle, getOwnArticle, postWithdraw, postRestore, postPage, postImport,
  postAlias, postErase, getHistory, getArrivals,
] // prettier-ignore
