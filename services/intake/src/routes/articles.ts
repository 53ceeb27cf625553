import type { OpenAPIHono } from '@hono/zod-openapi'
import { createHash } from 'node:crypto'
import type { WriteAnswerBody } from '@uniwire/http-api'
import { getOwnArticle, postArticle, postRestore, postWithdraw, putArticle } from '@uniwire/http-api'
import { warningText } from '@uniwire/messages'
import type { SourceId } from '@uniwire/newsroom'
import { parseSourceId, sourceIdFromKey } from '@uniwire/newsroom'
import { pageUrlOf } from '@uniwire/projection'
import { apiLanguage, invalidFields, tagMatches } from '@uniwire/service-kit'
import type { Context } from 'hono'
import type { IntakeParts } from '../parts.ts'
import { toOwnArticle } from '../articles/own-article.ts'
import { readPosted } from '../read-posted.ts'
import type { Written } from '../service.ts'
import { conditionsOf, contextOf } from './conditions.ts'
import type { UniversityEnv } from './guards.ts'
import { atRate, boundedJson, inTurn, readingOnly, universityOnly } from './guards.ts'
import { readableNinjs } from './readable-ninjs.ts'

export function articleRoutes(
  app: OpenAPIHono<UniversityEnv>,
  { authoriser, service, config, boilerplate, turns, writeRate }: IntakeParts,
): void {
  const { publicUrl } = config
  const write = [atRate(writeRate), ...boundedJson, inTurn(turns)]
  const publishing = [universityOnly(authoriser, 'publish'), ...write]
  const withdrawing = [universityOnly(authoriser, 'withdraw'), ...write]

  app.openapi({ ...putArticle, middleware: [...publishing, readableNinjs] }, async (context) => {
    const { sourceId } = context.req.valid('param')
    const address = { university: context.get('university'), sourceId }
    const conditions = conditionsOf(context.req.valid('header'))
    const { dryRun } = context.req.valid('query')
    const mayBeNew = parseSourceId(sourceId).ok
    const how = { ...contextOf(context), printedPage: boilerplate.readFor(address), mayBeNew, dryRun }
    const written = await readPosted(context.req.valid('json'), address.university).publish(({ input }) =>
      service.publish(address, input, conditions, how),
    )
    return context.json(
      answerBody(context, written, publicUrl),
      written.created && !dryRun ? 201 : 200,
      tagOf(written),
    )
  })

  app.openapi({ ...postArticle, middleware: [...publishing, readableNinjs] }, async (context) => {
    const university = context.get('university')
    const conditions = conditionsOf(context.req.valid('header'))
    const how = { ...contextOf(context), dryRun: context.req.valid('query').dryRun }
    const posted = readPosted(context.req.valid('json'), university)
    const written = await posted.publish(async ({ input, sourceId: given }) => {
      const sourceId = chosenSourceId(given, conditions.idempotencyKey)
      const answer = await service.publish({ university, sourceId }, input, conditions, how)
      return { ...answer, sourceId }
    })
    const { created, sourceId } = written
    const body = { ...answerBody(context, written, publicUrl), sourceId }
    return context.json(body, created && !how.dryRun ? 201 : 200, tagOf(written))
  })

  app.openapi({ ...getOwnArticle, middleware: [readingOnly(authoriser)] }, async (context) => {
    const { sourceId } = context.req.valid('param')
    const stored = await service.read({ university: context.get('university'), sourceId })
    const asked = context.req.header('If-None-Match')
    if (asked !== undefined && tagMatches(asked, String(stored.sequence))) {
      return context.body(null, 304, tagOf(stored))
    }
    return context.json(toOwnArticle(stored, publicUrl), 200, tagOf(stored))
  })

  app.openapi({ ...postWithdraw, middleware: withdrawing }, async (context) => {
    const address = { university: context.get('university'), sourceId: context.req.valid('param').sourceId }
    const { reason } = context.req.valid('json')
    const conditions = conditionsOf(context.req.valid('header'))
    const written = await service.withdraw(address, reason, conditions, contextOf(context))
    return context.json(answerBody(context, written, publicUrl), 200, tagOf(written))
  })

  app.openapi({ ...postRestore, middleware: withdrawing }, async (context) => {
    const address = { university: context.get('university'), sourceId: context.req.valid('param').sourceId }
    const written = await service.restore(
      address,
      conditionsOf(context.req.valid('header')),
      contextOf(context),
    )
    return context.json(answerBody(context, written, publicUrl), 200, tagOf(written))
  })
}

export function answerBody(context: Context, written: Written, publicUrl: string): WriteAnswerBody {
  const { id, version, status, sequence } = written
  const language = apiLanguage(context)
  const warnings = written.warnings.map((warning) => ({
    code: warning.code,
    detail: warningText(language, warning),
  }))
  return { id, version, status, sequence, pageUrl: pageUrlOf(publicUrl, id), warnings }
}

/** Nothing was written by a dry run of a new version, so there is nothing to match. */
export function tagOf({ sequence }: { readonly sequence: number }): { readonly ETag?: string } {
  return sequence === 0 ? {} : { ETag: `"${sequence}"` }
}

/** Without an id and without a key nothing could make a retry safe (contract §1). */
function chosenSourceId(given: string | undefined, idempotencyKey: string | undefined): SourceId {
  if (given !== undefined) {
    const parsed = parseSourceId(given)
    if (parsed.ok) return parsed.sourceId
    throw invalidFields([{ pointer: '/sourceId', problem: { code: 'bad-source-id' } }])
  }
  if (idempotencyKey !== undefined)
    return sourceIdFromKey(createHash('sha256').update(idempotencyKey).digest())
  throw invalidFields([{ pointer: '/sourceId', problem: { code: 'source-id-missing' } }])
}
