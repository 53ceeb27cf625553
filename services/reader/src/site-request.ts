import type { InterfaceLanguage } from '@uniwire/messages'
import { isInterfaceLanguage, negotiateLanguage } from '@uniwire/messages'
import type { ServiceEnv } from '@uniwire/service-kit'
import type { Context } from 'hono'
import { contentSecurityPolicy } from './pages/assets.ts'
import type { Html } from './pages/markup.ts'
import type { SiteView } from './pages/site-view.ts'

/** The language by the path's prefix, else by `Accept-Language`, else Kazakh; no redirect (contract §5). */
export function siteOf(context: Context<ServiceEnv>, publicUrl: string): SiteView {
  const { pathname, search } = new URL(context.req.url)
  const [, first = ''] = pathname.split('/')
  const prefixed = isInterfaceLanguage(first)
  const language: InterfaceLanguage = prefixed
    ? first
    : negotiateLanguage(context.req.header('Accept-Language'))
  const bare = prefixed ? pathname.slice(first.length + 1) || '/' : pathname
  return { language, prefixed, path: bare + search, origin: publicUrl }
}

export function htmlPage(
  context: Context<ServiceEnv>,
  site: SiteView,
  page: Html,
  status: 200 | 400 | 404 | 410 | 500 | 503 = 200,
): Response {
  const headers: Record<string, string> = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Language': site.language,
    'Content-Security-Policy': contentSecurityPolicy,
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Cache-Control': 'no-cache',
    Vary: site.prefixed ? 'Accept-Encoding' : 'Accept-Language, Accept-Encoding',
  }
  return context.body(String(page), status, headers)
}
