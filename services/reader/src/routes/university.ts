import type { ServiceEnv } from '@uniwire/service-kit'
import type { Context } from 'hono'
import { showHits } from '../search/hits.ts'
import { toHitView, universityOf } from '../views/page-views.ts'
import { universityPage } from '../pages/university-page.ts'
import type { ReaderParts } from '../parts.ts'
import { htmlPage, siteOf } from '../site-request.ts'
import { missing } from './missing.ts'

const LATEST = 20

export async function showUniversity(
  context: Context<ServiceEnv>,
  parts: ReaderParts,
  slug: string,
): Promise<Response> {
  const { service, universities, config, views } = parts
  const university = universities.get(slug)
  if (university === undefined) return missing(context, config.publicUrl, 'university')
  const site = siteOf(context, config.publicUrl)
  const [found, days] = await Promise.all([
    service.newest(LATEST, { university: slug }),
    views.days({ kind: 'university', name: slug }),
  ])
  const page = universityPage({
    site,
    university: universityOf(university),
    latest: showHits(found.hits, found.terms).map((hit) => toHitView(hit, universities)),
    total: found.total,
    categories: found.facets?.category ?? [],
    viewDays: days,
  })
  return htmlPage(context, site, page)
}
