import { plainText } from '@uniwire/newsroom'
import type { ServiceEnv } from '@uniwire/service-kit'
import type { Context } from 'hono'
import { showHits } from '../search/hits.ts'
import type { LookedUp } from '../lookup.ts'
import { nameFor, shownInstant, shownTime, toHitView } from '../views/page-views.ts'
import { articlePage } from '../pages/article-page.ts'
import type { ArticleView } from '../pages/article-page-view.ts'
import { withdrawnPage } from '../pages/withdrawn-page.ts'
import type { ReaderParts } from '../parts.ts'
import { htmlPage, siteOf } from '../site-request.ts'
import { sincePublished } from '../views/view-days.ts'
import { missing } from './missing.ts'

const MORE = 4
const SIMILAR = 5
const EXCERPT_CHARACTERS = 200
const FALLBACK_ZONE = 'UTC'

export async function showArticle(
  context: Context<ServiceEnv>,
  parts: ReaderParts,
  id: string,
): Promise<Response> {
  const { service, universities, config } = parts
  const site = siteOf(context, config.publicUrl)
  const found = await service.article(id)
  if (found.kind === 'unknown') return missing(context, config.publicUrl, 'article')
  if (found.kind === 'alias') {
    const { pathname } = new URL(context.req.url)
    return context.redirect(pathname.slice(0, pathname.lastIndexOf('/') + 1) + found.target, 308)
  }
  if (found.kind === 'erased') {
    const university = nameFor(found.university, universities)
    return htmlPage(context, site, withdrawnPage({ site, status: 'erased', university }), 410)
  }
  if (found.kind === 'withdrawn') {
    const timeZone = universities.get(found.university)?.timeZone ?? FALLBACK_ZONE
    const university = nameFor(found.university, universities)
    const at = shownInstant(found.at, timeZone)
    return htmlPage(
      context,
      site,
      withdrawnPage({ site, status: 'withdrawn', university, reason: found.reason, at }),
      410,
    )
  }
  return htmlPage(context, site, articlePage({ site, ...(await articleView(parts, found)) }))
}

async function articleView(
  parts: ReaderParts,
  { article, baseline, views, links }: Extract<LookedUp, { kind: 'visible' }>,
): Promise<Omit<ArticleView, 'site'>> {
  const { service, universities } = parts
  const { id, university: slug, timeZone } = article
  const [counted, days, others, related, similar] = await Promise.all([
    parts.views.totals(id),
    parts.views.days({ kind: 'article', name: id }),
    service.newest(MORE + SIMILAR + 1, { university: slug, facets: false }),
    service.relatives([{ id, links }]),
    service.similar({ id, version: article.version, limit: SIMILAR }),
  ])
  const relatives = related.get(id) ?? []
  const shown = new Set([id, ...similar.map((hit) => hit.id)])
  const observedAt =
    baseline === undefined ? {} : { baselineObservedAt: shownInstant(baseline.observedAt, timeZone) }
  return {
    id,
    version: article.version,
    language: article.language,
    title: article.title,
    bodyHtml: article.bodyHtml,
    excerpt: article.summary ?? excerpt(plainText(article.bodyHtml)),
    byline: article.byline,
    categories: article.categories,
    images: article.images,
    university: {
      ...nameFor(slug, universities),
      homepage: universities.get(slug)?.homepage ?? article.pageUrl,
      closed: universities.get(slug)?.closed !== undefined,
    },
    published: shownTime(article),
    changed: article.version > 1 ? shownInstant(article.revisedAt, timeZone) : undefined,
    url: article.url === article.pageUrl ? undefined : article.url,
    pageUrl: article.pageUrl,
    views: {
      total: counted?.total ?? views,
      baseline: counted?.baseline ?? baseline?.count ?? 0,
      ...observedAt,
    },
    viewDays: sincePublished(days, article),
    translations: relatives
      .filter(({ why }) => why === 'translation')
      .map(({ article: { id: other, language, title } }) => ({ id: other, language, title })),
    sameText: relatives.flatMap(({ article: { id: other, language, title, university }, why }) =>
      why === 'same-text'
        ? [{ id: other, language, title, why, university: nameFor(university, universities) }]
        : [],
    ),
    similar: showHits(similar, []).map((hit) => toHitView(hit, universities)),
    more: showHits(others.hits, [])
      .filter(({ hit }) => !shown.has(hit.id))
      .slice(0, MORE)
      .map((hit) => toHitView(hit, universities)),
  }
}

/** Cut at the last space, so that no word is broken. */
function excerpt(text: string): string {
  const line = text.replaceAll('\n', ' ')
  if (line.length <= EXCERPT_CHARACTERS) return line
  const cut = line.slice(0, EXCERPT_CHARACTERS)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1))}…`
}
