import type { ServiceEnv } from '@uniwire/service-kit'
import type { Context } from 'hono'
import { nameFor } from '../views/page-views.ts'
import { nameOf } from '../pages/article-view.ts'
import { publishPage } from '../pages/publish-page.ts'
import type { ReaderParts } from '../parts.ts'
import { htmlPage, siteOf } from '../site-request.ts'

/** The page is public; what it sends carries the key of whoever filled it in. */
export function showPublish(context: Context<ServiceEnv>, { universities, config }: ReaderParts): Response {
  const site = siteOf(context, config.publicUrl)
  const named = universities.list().map(({ slug }) => {
    return { slug, name: nameOf(site, nameFor(slug, universities)) }
  })
  const inOrder = named.toSorted((a, b) => a.name.localeCompare(b.name, site.language))
  return htmlPage(context, site, publishPage({ site, universities: inOrder }))
}
