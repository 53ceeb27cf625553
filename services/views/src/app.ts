import type { OpenAPIHono } from '@hono/zod-openapi'
import { getMostRead, getViewPixel, getViews } from '@uniwire/http-api'
import type { DirectRoute, Position, ServiceEnv } from '@uniwire/service-kit'
import {
  ProblemError,
  awaitMinPosition,
  callerAddress,
  publicCors,
  serviceApp,
  tagMatches,
} from '@uniwire/service-kit'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { createBeacons } from './beacon-route.ts'
import type { ViewsConfig } from './config.ts'
import { PIXEL } from './pixel.ts'
import type { Reports } from './reports.ts'
import { addReportRoutes } from './reports-routes.ts'
import { signsOf } from './request-signs.ts'
import type { Views, Visit } from './service.ts'
import { viewsScript } from './views-script.ts'

/** In which a flood lets some hundred more in. */
const FLOOD_RETRY_SECONDS = 30
const WINDOW_HOURS = { '24h': 24, '7d': 7 * 24, '30d': 30 * 24, all: 'all' } as const
const TOTALS_CACHE = 'public, max-age=5'
const SCRIPT_CACHE = 'public, max-age=3600, stale-while-revalidate=86400'

export function viewsApp(options: {
  readonly views: Views
  readonly config: ViewsConfig
  readonly reports: Reports
  /** UTC instant. */
  readonly now: () => string
  readonly position: Position
  /** Whether every article of the log is known: before, "unknown" would be a lie and a lost view. */
  readonly complete: () => boolean
}): { readonly app: OpenAPIHono<ServiceEnv>; readonly direct: readonly DirectRoute[] } {
  const { views, reports, config, now, position, complete } = options
  const script = viewsScript(config.publicUrl)
  const app = serviceApp()

  const refuseWhileReading = createMiddleware<ServiceEnv>(async (_, next) => {
    if (!complete()) throw new ProblemError({ code: 'not-ready', retryAfterSeconds: 1 })
    await next()
  })
  const before = [publicCors, refuseWhileReading, awaitMinPosition(position)] as const
  app.use('/views.js', publicCors)

  const count = async (visit: Visit) => {
    if ((await views.count(visit)) === 'flood') {
      throw new ProblemError({ code: 'rate-limited', retryAfterSeconds: FLOOD_RETRY_SECONDS })
    }
  }
  const { trustedProxies } = config
  const beacons = createBeacons({ count, complete, trustedProxies })
  for (const path of ['/v1/views/*', '/v1/most-read']) app.use(path, ...before)
  beacons.addTo(app)
  const answer = async (context: Context<ServiceEnv>) => {
    context.header('Uniwire-Position', String(await position.current()))
    context.header('Cache-Control', TOTALS_CACHE)
    context.header('Vary', 'Uniwire-Min-Position')
  }

  // Before the pixel, whose path would take them for files.
  addReportRoutes(app, { reports, operatorKey: config.operatorKey, now, answer })

  app.openapi(getViewPixel, async (context) => {
    const { file } = context.req.valid('param')
    if (!file.endsWith('.gif')) throw new ProblemError({ code: 'not-found' })
    const article = file.slice(0, -'.gif'.length)
    const signs = signsOf(context.req.method, (name) => context.req.header(name))
    await count({ article, signs, address: callerAddress(context, trustedProxies) })
    return context.body(PIXEL, 200, {
      'Content-Type': 'image/gif',
      'Cache-Control': 'no-store',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    })
  })

  app.openapi(getViews, async (context) => {
    await answer(context)
    const found = await views.totals(context.req.valid('query').article)
    return context.json({ views: [...found] }, 200)
  })

  app.openapi(getMostRead, async (context) => {
    const { window, university, language } = context.req.valid('query')
    await answer(context)
    const articles = await views.mostRead({ windowHours: WINDOW_HOURS[window], university, language })
    return context.json({ articles: [...articles] }, 200)
  })

  app.get('/views.js', (context) => {
    context.header('ETag', `"${script.tag}"`)
    context.header('Cache-Control', SCRIPT_CACHE)
    context.header('Cross-Origin-Resource-Policy', 'cross-origin')
    const known = context.req.header('If-None-Match')
    if (known !== undefined && tagMatches(known, script.tag)) return context.body(null, 304)
    return context.body(script.body, 200, { 'Content-Type': 'text/javascript; charset=utf-8' })
  })
  return { app, direct: [beacons.direct] }
}
