import type { InterfaceLanguage } from '@uniwire/messages'
import { interfaceLanguages } from '@uniwire/messages'
import { faviconPath } from './favicon.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import type { SiteView } from './site-view.ts'
import { inLanguage, pathTo, words } from './site-view.ts'
import { stylesheetPath } from './stylesheet.ts'

/** What differs from page to page in `<head>`. */
export interface HeadView {
  /** Without the name of the site. */
  readonly title: string
  readonly description?: string | undefined
  /** The page's own address unless told: an article belongs to its university's page. */
  readonly canonical?: string | undefined
  /** `noindex` also leaves out everything that would lead machines to the page. */
  readonly index?: boolean
  readonly feeds?: readonly FeedLink[]
  /** Replaces `og:type` and what follows from it. */
  readonly openGraph?: Html
  /** Language of the title and the description, when it is not the page's. */
  readonly language?: InterfaceLanguage
  readonly structured?: Html
  /** Address of a stylesheet that this page alone needs. */
  readonly stylesheet?: string
}

export interface FeedLink {
  readonly title: string
  /** Address without the ending: `/feeds/all` has `.rss`, `.atom` and `.json`. */
  readonly path: string
  readonly query?: string
}

const feedTypes = { rss: 'application/rss+xml', atom: 'application/atom+xml', json: 'application/feed+json' }
const openGraphLocales = { kk: 'kk_KZ', ru: 'ru_RU', en: 'en_GB' } satisfies Record<InterfaceLanguage, string>

export function head(site: SiteView, view: HeadView): Html {
  const title = view.title === 'Uniwire' ? view.title : `${view.title} – Uniwire`
  const description = view.description ?? words(site).chrome.description
  return html`<head>
    <meta charset="utf-8" />
    <title>${title}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="description" content="${description}" />
    <meta name="color-scheme" content="light dark" />
    <meta name="theme-color" content="#fcfbf8" media="(prefers-color-scheme: light)" />
    <meta name="theme-color" content="#141517" media="(prefers-color-scheme: dark)" />
    <link rel="stylesheet" href="${stylesheetPath}" />
    ${view.stylesheet !== undefined && html`<link rel="stylesheet" href="${view.stylesheet}" />`}
    <link rel="icon" href="${faviconPath}" type="image/svg+xml" />
    ${view.index === false ? html`<meta name="robots" content="noindex" />` : addresses(site, view)}
    ${(view.feeds ?? []).map(feedLinks)} ${openGraph(site, view, title, description)} ${view.structured}
  </head>`
}

/** Files of one feed, in the order in which readers like to be offered them. */
export function feedFiles(feed: FeedLink): readonly { name: string; type: string; href: string }[] {
  const names = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' }
  return (['rss', 'atom', 'json'] as const).map((ending) => ({
    name: names[ending],
    type: feedTypes[ending],
    href: `${feed.path}.${ending}${feed.query ?? ''}`,
  }))
}

function addresses(site: SiteView, view: HeadView): Html {
  const own = site.origin + pathTo(site, site.path)
  return html`<link rel="canonical" href="${view.canonical ?? own}" />
    ${interfaceLanguages.map(
      (language) =>
        html`<link
          rel="alternate"
          hreflang="${language}"
          href="${site.origin}${inLanguage(language, site.path)}"
        />`,
    )}
    <link rel="alternate" hreflang="x-default" href="${site.origin}${site.path}" />`
}

function feedLinks(feed: FeedLink): readonly Html[] {
  return feedFiles(feed).map(
    ({ name, type, href }) =>
      html`<link rel="alternate" type="${type}" title="${feed.title} (${name})" href="${href}" />`,
  )
}

function openGraph(site: SiteView, view: HeadView, title: string, description: string): Html {
  return html`<meta property="og:site_name" content="Uniwire" />
    <meta property="og:title" content="${view.openGraph === undefined ? title : view.title}" />
    <meta property="og:description" content="${description}" />
    <meta property="og:url" content="${site.origin}${pathTo(site, site.path)}" />
    <meta property="og:locale" content="${openGraphLocales[view.language ?? site.language]}" />
    ${view.openGraph ?? html`<meta property="og:type" content="website" />`}`
}
