import { layout } from './layout.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import type { SiteView } from './site-view.ts'
import { pathTo, words } from './site-view.ts'

export interface NotFoundView {
  readonly site: SiteView
  readonly missing: 'page' | 'article' | 'university'
}

/** The page of status 404. */
export function notFoundPage({ site, missing }: NotFoundView): Html {
  const { missing: texts, chrome, toHome } = words(site)
  const { title, text } = texts[missing]
  const main = html`<div class="message">
    <h1>${title}</h1>
    <p>${text}</p>
    <p class="onward">
      <a href="${pathTo(site, '/')}">${toHome}</a>
      <a href="${pathTo(site, '/#universities')}">${chrome.universities}</a>
    </p>
  </div>`
  return layout({ site, main, kind: 'missing', title, index: false })
}
