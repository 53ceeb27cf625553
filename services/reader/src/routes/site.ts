import { articleId, findableSourceId, parseSlug } from '@uniwire/newsroom'
import { EngineUnavailableError } from '@uniwire/ports'
import type { ServiceEnv } from '@uniwire/service-kit'
import { ProblemError, awaitMinPosition, entityTag } from '@uniwire/service-kit'
import { interfaceLanguages } from '@uniwire/messages'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { assets } from '../pages/assets.ts'
import { errorPage } from '../pages/error-page.ts'
import type { ReaderParts } from '../parts.ts'
import { htmlPage, siteOf } from '../site-request.ts'
import { missing } from './missing.ts'
import { showArticle } from './article.ts'
import { showHome } from './home.ts'
import { showPublish } from './publish.ts'
import { showSearch } from './search.ts'
import { showUniversity } from './university.ts'
import { whenComplete } from './when-complete.ts'

/** With a slash at the end, as some write every address, they lead to the page. */
const WITHOUT_SLASH = [
  '/search',
  '/publish',
  '/universities/:slug',
  '/articles/:id',
  '/articles/:slug/:sourceId',
]

/** The public site: every page unprefixed and under `/kk`, `/ru`, `/en`. */
export function siteApp(parts: ReaderParts): Hono<ServiceEnv> {
  const app = new Hono<ServiceEnv>()
  const { publicUrl } = parts.config
  const before = [awaitMinPosition(parts.position), whenComplete(parts), entityTag] as const
  app.onError((error, context) => failed(error, context, publicUrl))

  for (const prefix of ['', ...interfaceLanguages.map((language) => `/${language}`)]) {
    const home = prefix === '' ? '/' : prefix
    app.get(home, ...before, (context) => showHome(context, parts))
    if (prefix !== '') app.get(`${prefix}/`, ...before, (context) => showHome(context, parts))
    for (const path of WITHOUT_SLASH) {
      app.get(`${prefix}${path}/`, (context) => {
        const { pathname, search } = new URL(context.req.url)
        return context.redirect(pathname.slice(0, -1) + search, 308)
      })
    }
    app.get(`${prefix}/search`, ...before, (context) => showSearch(context, parts))
    app.get(`${prefix}/publish`, ...before, (context) => showPublish(context, parts))
    app.get(`${prefix}/universities/:slug`, ...before, (context) =>
      showUniversity(context, parts, context.req.param('slug')),
    )
    app.get(`${prefix}/articles/:id`, ...before, (context) =>
      showArticle(context, parts, context.req.param('id')),
    )
    app.get(`${prefix}/articles/:slug/:sourceId`, ...before, async (context) => {
      const { slug, sourceId } = context.req.param()
      const id = idOf(slug, sourceId)
      const known = id === undefined ? undefined : await knownId(parts, id)
      return known === undefined
        ? missing(context, publicUrl, 'article')
        : context.redirect(`${prefix}/articles/${known}`, 308)
    })
  }
  for (const { path, contentType, body } of assets) {
    app.get(path, (context) =>
      context.body(body, 200, {
        'Content-Type': contentType,
        'Cache-Control': 'public, max-age=31536000, immutable',
      }),
    )
  }
  app.get('/robots.txt', (context) =>
    context.text(`User-agent: *\nDisallow:\n\nSitemap: ${publicUrl}/sitemap.xml\n`),
  )
  return app
}

function idOf(slugText: string, sourceIdText: string): string | undefined {
  const slug = parseSlug(slugText)
  const sourceId = findableSourceId(sourceIdText.normalize('NFC'))
  return slug.ok && sourceId !== undefined ? articleId(slug.slug, sourceId) : undefined
}

/** The article's own id, where the public may know of it: an alias leads to it. */
async function knownId({ service }: ReaderParts, id: string): Promise<string | undefined> {
  const found = await service.article(id)
  if (found.kind === 'alias') return found.target
  return found.kind === 'unknown' ? undefined : id
}

function failed(error: unknown, context: Context<ServiceEnv>, publicUrl: string): Response {
  const site = siteOf(context, publicUrl)
  if (error instanceof ProblemError && error.code === 'bad-parameter') {
    return htmlPage(context, site, errorPage({ site, failure: 'bad-request' }), 400)
  }
  if (error instanceof EngineUnavailableError || error instanceof ProblemError) {
    const response = htmlPage(context, site, errorPage({ site, failure: 'unavailable' }), 503)
    response.headers.set('Retry-After', '2')
    return response
  }
  const { logger, requestId } = context.var
  logger.error({ err: error, event: 'page-failed', requestId }, 'a page failed')
  return htmlPage(context, site, errorPage({ site, failure: 'internal', reference: requestId }), 500)
}
