import type { ServiceEnv } from '@uniwire/service-kit'
import type { Context } from 'hono'
import { showHits } from '../search/hits.ts'
import { nameFor, toHitView } from '../views/page-views.ts'
import type { MostReadView } from '../pages/home-page.ts'
import { homePage } from '../pages/home-page.ts'
import type { ReaderParts } from '../parts.ts'
import { htmlPage, siteOf } from '../site-request.ts'

const LATEST = 20
const MOST_READ = 5
const WINDOW = '7d'

export async function showHome(context: Context<ServiceEnv>, parts: ReaderParts): Promise<Response> {
  const { service, universities, config } = parts
  const site = siteOf(context, config.publicUrl)
  const [found, mostRead] = await Promise.all([service.newest(LATEST), readMostRead(parts)])
  const articles = new Map(found.facets?.university.map(({ value, count }) => [value, count]))
  const view = {
    site,
    universities: universities
      .list()
      .map(({ slug, names }) => ({ slug, names, articles: articles.get(slug) ?? 0 })),
    latest: showHits(found.hits, found.terms).map((hit) => toHitView(hit, universities)),
    total: found.total,
    ...(mostRead === undefined ? {} : { mostRead }),
    ...(found.nextCursor === undefined
      ? {}
      : { olderPath: `/search?cursor=${encodeURIComponent(found.nextCursor)}` }),
  }
  return htmlPage(context, site, homePage(view))
}

/** The page does without the list while views are not to be had, or nothing was read. */
async function readMostRead({
  views,
  service,
  universities,
}: ReaderParts): Promise<MostReadView | undefined> {
  const ranked = (await views.mostRead(WINDOW))?.slice(0, MOST_READ) ?? []
  const articles = await Promise.all(
    ranked.map(async ({ article: id, views: count }) => {
      const found = await service.article(id)
      if (found.kind !== 'visible') return []
      const { title, language, university } = found.article
      return [{ id, title, language, university: nameFor(university, universities), views: count }]
    }),
  )
  const shown = articles.flat()
  return shown.length === 0 ? undefined : { window: WINDOW, articles: shown }
}
