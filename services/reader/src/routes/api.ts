import type { OpenAPIHono } from '@hono/zod-openapi'
import {
  NINJS_MEDIA_TYPE,
  getArticle,
  getSearch,
  getSimilar,
  getSuggest,
  getUniversities,
  getUniversity,
  readerRoutes,
} from '@uniwire/http-api'
import { articleForm, toNinjs } from '@uniwire/ninjs'
import { toPublicUniversity } from '@uniwire/projection'
import type { ServiceEnv } from '@uniwire/service-kit'
import { ProblemError, apiLanguage, awaitMinPosition, entityTag, publicCors } from '@uniwire/service-kit'
import { createMiddleware } from 'hono/factory'
import { labelFacets } from '../search/facets.ts'
import { showHits } from '../search/hits.ts'
import type { LookedUp } from '../lookup.ts'
import type { ReaderParts } from '../parts.ts'
import { whenComplete } from './when-complete.ts'

/** The API for readers: public, cacheable by revalidation, and honest about how far the index has come. */
export function apiRoutes(app: OpenAPIHono<ServiceEnv>, parts: ReaderParts): void {
  const { service, position, universities, config } = parts
  const stamped = createMiddleware<ServiceEnv>(async (context, next) => {
    // Asked before the query: the answer holds at least this much.
    context.header('Uniwire-Position', String(await position.current()))
    context.header('Cache-Control', 'no-cache')
    context.header('Vary', 'Accept-Language')
    await next()
  })
  const middleware = [publicCors, awaitMinPosition(position), whenComplete(parts), entityTag, stamped]
  for (const { path } of readerRoutes) {
    app.on('OPTIONS', path.replaceAll(/\{(\w+)\}/g, ':$1'), publicCors)
  }

  app.openapi({ ...getSearch, middleware }, async (context) => {
    const found = await service.search(context.req.valid('query'))
    const body = {
      total: found.total,
      hits: showHits(found.hits, found.terms, await service.relatives(found.hits)).map(({ hit }) => hit),
      facets: labelFacets(found.facets, universities, apiLanguage(context)),
      relaxed: found.relaxed,
      ...(found.didYouMean === undefined ? {} : { didYouMean: found.didYouMean }),
      operators: found.operators.map(({ kind, value, rest }) => ({ kind, value, rest })),
      ...(found.nextCursor === undefined ? {} : { nextCursor: found.nextCursor }),
    }
    return context.json(body, 200)
  })

  app.openapi({ ...getSuggest, middleware }, async (context) => {
    const suggestions = await service.suggest(context.req.valid('query').q, apiLanguage(context))
    return context.json({ suggestions: [...suggestions] }, 200)
  })

  app.openapi({ ...getArticle, middleware }, async (context) => {
    const found = inPublic(await service.article(context.req.valid('param').id))
    if (found.kind === 'alias') return context.redirect(`/v1/articles/${found.target}`, 308)
    context.header('Vary', 'Accept', { append: true })
    const form = articleForm(context.req.header('Accept'))
    if (form === null) {
      throw new ProblemError({ code: 'not-acceptable', available: ['application/json', NINJS_MEDIA_TYPE] })
    }
    if (form === 'ninjs') {
      const university = universities.get(found.article.university)
      return context.json(toNinjs(found.article, university), 200, {
        'Content-Type': `${NINJS_MEDIA_TYPE};version=3.1`,
      })
    }
    return context.json({ ...found.article, views: found.views }, 200)
  })

  app.openapi({ ...getSimilar, middleware }, async (context) => {
    const { limit } = context.req.valid('query')
    const found = inPublic(await service.article(context.req.valid('param').id))
    if (found.kind === 'alias') {
      return context.redirect(`/v1/articles/${found.target}/similar?limit=${limit}`, 308)
    }
    const similar = await service.similar({ id: found.article.id, version: found.article.version, limit })
    const shown = showHits(similar, [], await service.relatives(similar))
    return context.json({ articles: shown.map(({ hit }) => hit) }, 200)
  })

  app.openapi({ ...getUniversities, middleware }, (context) => {
    const all = universities.list().map((university) => toPublicUniversity(university, config.publicUrl))
    return context.json({ universities: all }, 200)
  })

  app.openapi({ ...getUniversity, middleware }, (context) => {
    const university = universities.get(context.req.valid('param').slug)
    if (university === undefined) throw new ProblemError({ code: 'not-found' })
    return context.json(toPublicUniversity(university, config.publicUrl), 200)
  })
}

/** Where an article stands or where it is now; refused for what nobody may read. */
function inPublic(found: LookedUp): Extract<LookedUp, { kind: 'visible' | 'alias' }> {
  if (found.kind === 'unknown') throw new ProblemError({ code: 'not-found' })
  if (found.kind === 'withdrawn') {
    const { reason } = found
    throw new ProblemError({ code: 'gone', ...(reason === undefined ? {} : { reason }) })
  }
  if (found.kind === 'erased') throw new ProblemError({ code: 'erased' })
  return found
}
