import type { InterfaceLanguage, SiteMessages } from '@uniwire/messages'
import { messages } from '@uniwire/messages'

/** What every page knows of its request. */
export interface SiteView {
  readonly language: InterfaceLanguage
  /** The path began with `/kk`, `/ru` or `/en`: links then keep the language. */
  readonly prefixed: boolean
  /** Path and query without the language, `/search?q=…`: what the language switch keeps. */
  readonly path: string
  /** `UNIWIRE_PUBLIC_URL` without a slash at the end. */
  readonly origin: string
}

export function words(site: SiteView): SiteMessages {
  return messages[site.language].site
}

/** A link inside the site, to a path without language. */
export function pathTo(site: SiteView, path: string): string {
  return site.prefixed ? inLanguage(site.language, path) : path
}

/** `/ru` and `/search` make `/ru/search`; the home page is `/ru`. */
export function inLanguage(language: InterfaceLanguage, path: string): string {
  return path.startsWith('/?') || path === '/' ? `/${language}${path.slice(1)}` : `/${language}${path}`
}

export const articlePath = (id: string) => `/articles/${encodeURIComponent(id)}`
export const universityPath = (slug: string) => `/universities/${encodeURIComponent(slug)}`
