import type { ServiceEnv } from '@uniwire/service-kit'
import type { Context } from 'hono'
import { notFoundPage } from '../pages/not-found-page.ts'
import { htmlPage, siteOf } from '../site-request.ts'

/** What a person sees where there is nothing. */
export function missing(
  context: Context<ServiceEnv>,
  publicUrl: string,
  what: 'page' | 'article' | 'university' = 'page',
): Response {
  const site = siteOf(context, publicUrl)
  return htmlPage(context, site, notFoundPage({ site, missing: what }), 404)
}
