import type { OpenAPIHono } from '@hono/zod-openapi'
import { getChanges } from '@uniwire/http-api'
import type { ServiceEnv } from '@uniwire/service-kit'
import { awaitMinPosition, callerAddress, ProblemError, publicCors, serviceApp } from '@uniwire/service-kit'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { FeedProjection } from './consumer.ts'
import type { Document } from './documents/document.ts'
import { stylesheet } from './documents/stylesheet.ts'
import type { FeedFormat } from './feed-address.ts'
import { parseArchivePath, parseFeedPath } from './feed-address.ts'
import { LIVE, answer, asResponse, CROSS_ORIGIN, wishOf } from './http/answer.ts'
import type { FindFeed } from './http/feed-finder.ts'
import { feedReadersRoute } from './http/feed-readers-route.ts'
import type { HubRouteParts } from './http/hub-route.ts'
import { hubRoute } from './http/hub-route.ts'
import type { FetchIntake } from './http/ask-intake.ts'
import { receiptsRoute } from './http/receipts-route.ts'
import type { FetchReader } from './http/search-feed.ts'
import { findArticles, searchFormat, searchQuery } from './http/search-feed.ts'
import type { KeptPollerCounts } from './pollers/kept-poller-counts.ts'
import type { FeedService } from './service.ts'

const REVALIDATE = 'no-cache'
/** Its version is part of its address. */
const FOR_EVER = 'public, max-age=31536000, immutable'
const FEEDS = '/feeds/*'
const PATHS = [FEEDS, '/feeds.opml', '/sitemap.xml', '/news-sitemap.xml', getChanges.path] as const

export interface SyndicatorParts {
  readonly service: FeedService
  readonly projection: Pick<FeedProjection, 'complete' | 'position' | 'failingSince'>
  readonly now: () => string
  readonly findFeed: FindFeed
  readonly hub: HubRouteParts
  readonly pollers: Pick<KeptPollerCounts, 'read' | 'since'>
  readonly fetchIntake: FetchIntake
  readonly fetchReader: FetchReader
}

/** HTTP in: which document, and in which words it may be kept. */
export function syndicatorApp(parts: SyndicatorParts): OpenAPIHono<ServiceEnv> {
  const { service, projection, now, findFeed, hub, pollers, fetchIntake, fetchReader } = parts
  const app = serviceApp()
  hubRoute(app, hub)
  feedReadersRoute(app, { pollers, service, fetchIntake, publicUrl: hub.publicUrl })
  receiptsRoute(app, { hub: hub.hub, service, fetchIntake })
  const send = async (
    context: Context<ServiceEnv>,
    document: Document | undefined,
    cacheControl = LIVE,
    position = projection.position.now(),
  ) => {
    if (document === undefined) throw new ProblemError({ code: 'not-found' })
    const { headers } = context.req.raw
    const at = { cacheControl, position, now, failingSinceMs: projection.failingSince() }
    const wish = wishOf((name) => headers.get(name))
    return asResponse(await answer(document, wish, at))
  }

  /** Half a rebuild looks like a feed that lost its newest articles. */
  const whenComplete = createMiddleware<ServiceEnv>(async (_context, next) => {
    if (!projection.complete()) throw new ProblemError({ code: 'not-ready', retryAfterSeconds: 1 })
    await next()
  })
  for (const path of PATHS) {
    app.on('OPTIONS', path, publicCors)
    app.use(path, crossOrigin, whenComplete, awaitMinPosition(projection.position))
  }
  const sendSearch = async (context: Context<ServiceEnv>, format: FeedFormat) => {
    const query = searchQuery(context.req.url)
    const found = await findArticles(fetchReader, query, context.req.raw.headers)
    if (found instanceof Response) return new Response(found.body, found)
    const document = service.search({ format, query, ids: found.ids })
    return send(context, document, REVALIDATE, Math.min(found.position, projection.position.now()))
  }
  const sendLive = (context: Context<ServiceEnv>): Response | Promise<Response> => {
    const path = rawPath(context.req.url)
    const request = parseFeedPath(path)
    const ended = request === undefined ? undefined : service.ended(request)
    if (ended === undefined) {
      const poller = () => ({
        userAgent: context.req.header('User-Agent') ?? '',
        address: callerAddress(context, hub.trustedProxies),
      })
      return send(context, findFeed(path, poller))
    }
    context.header('Cache-Control', LIVE)
    context.header('Uniwire-Position', String(projection.position.now()))
    // Readers take both for good: 308 to the new address, and 410 for the end of polling.
    if (ended.movedTo !== undefined) return context.redirect(ended.movedTo, 308)
    throw new ProblemError({ code: 'feed-ended' })
  }
  app.get(FEEDS, (context) => {
    const path = rawPath(context.req.url)
    const style = stylesheet(path)
    if (style !== undefined) return send(context, style, FOR_EVER)
    const format = searchFormat(path)
    if (format !== undefined) return sendSearch(context, format)
    const address = parseArchivePath(path)
    if (address === undefined) return sendLive(context)
    const page = service.archive(address)
    return send(context, page?.document, page?.newest === true ? LIVE : REVALIDATE)
  })
  app.get('/feeds.opml', (context) => send(context, service.subscriptions()))
  app.get('/sitemap.xml', async (context) =>
    send(context, await service.sitemap(partOf(context.req.query('part')))),
  )
  app.get('/news-sitemap.xml', (context) => send(context, service.newsSitemap()))
  app.openapi(conditional(getChanges), (context) => {
    const { after, limit, university } = context.req.valid('query')
    return send(context, service.changes({ after, limit, university }), REVALIDATE)
  })
  return app
}

/**
 * For refusals too. `publicCors` sets its headers before the answer is there, and joining the two makes
 * a stream of the bytes (measured: 3 times fewer answers/s), so it does the preflights only.
 */
const crossOrigin = createMiddleware<ServiceEnv>(async (context, next) => {
  await next()
  for (const [name, value] of Object.entries(CROSS_ORIGIN)) context.res.headers.set(name, value)
})

/** Answered as ready bytes with an entity tag, so also with 304. */
function conditional(route: typeof getChanges) {
  return { ...route, responses: { ...route.responses, 304: { description: 'Unchanged' } } }
}

/** Percent-encoded as it came: a decoded `/` of a category would be taken for a step of the path. */
function rawPath(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3)
  const end = url.search(/[?#]/)
  return url.slice(start, end === -1 ? undefined : end)
}

function partOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new ProblemError({ code: 'bad-parameter', parameter: 'part' })
}
