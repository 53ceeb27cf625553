import type { OpenAPIHono } from '@hono/zod-openapi'
import { getArrivals, getHistory, postAlias, postErase } from '@uniwire/http-api'
import { pageUrlOf } from '@uniwire/projection'
import { articleId } from '@uniwire/newsroom'
import type { IntakeParts } from '../parts.ts'
import { keyedContextOf } from './conditions.ts'
import type { UniversityEnv } from './guards.ts'
import { atRate, boundedJson, inTurn, operatorOnly, readingOnly, universityOnly } from './guards.ts'

/** What may be done to an article, or asked of it, besides publishing: by other names, in the past, elsewhere. */
export function articleLifeRoutes(
  app: OpenAPIHono<UniversityEnv>,
  { authoriser, service, universities, config, turns, writeRate }: IntakeParts,
): void {
  const erasing = [operatorOnly(authoriser), ...boundedJson]
  app.openapi({ ...postErase, middleware: erasing }, async (context) => {
    const { slug, sourceId } = context.req.valid('param')
    const { basis } = context.req.valid('json')
    const address = { university: await universities.get(slug), sourceId }
    const keyed = keyedContextOf(context, context.req.valid('header'))
    const erased = await service.erase(address, basis, keyed)
    const { id, sequence, erasedAt } = erased
    return context.json({ id, status: 'erased' as const, sequence, erasedAt, basis: erased.basis }, 200)
  })

  const naming = [universityOnly(authoriser, 'publish'), atRate(writeRate), ...boundedJson, inTurn(turns)]
  app.openapi({ ...postAlias, middleware: naming }, async (context) => {
    const { university } = context.var
    const { sourceId: alias } = context.req.valid('json')
    const address = { university, sourceId: context.req.valid('param').sourceId }
    const keyed = keyedContextOf(context, context.req.valid('header'))
    const { stored, version, status, sequence, created } = await service.alias(address, alias, keyed)
    const { id, sourceId } = stored.article
    const pageUrl = pageUrlOf(config.publicUrl, id)
    const aliasId = articleId(university.slug, alias)
    const body = { id, version, status, sequence, pageUrl, warnings: [], sourceId, alias, aliasId }
    return context.json(body, created ? 201 : 200)
  })

  const reading = [readingOnly(authoriser), inTurn(turns)]
  app.openapi({ ...getHistory, middleware: reading }, async (context) => {
    const { sourceId } = context.req.valid('param')
    const { id, events } = await service.history({ university: context.var.university, sourceId })
    return context.json({ id, events: [...events] }, 200)
  })

  app.openapi({ ...getArrivals, middleware: reading }, async (context) => {
    const { sourceId } = context.req.valid('param')
    return context.json(await service.arrivals({ university: context.var.university, sourceId }), 200)
  })
}
