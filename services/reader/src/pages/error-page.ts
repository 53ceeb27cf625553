import { layout } from './layout.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import type { SiteView } from './site-view.ts'
import { pathTo, words } from './site-view.ts'

export interface ErrorView {
  readonly site: SiteView
  /** For statuses 500, 503, 400 and 429. */
  readonly failure: 'internal' | 'unavailable' | 'bad-request' | 'rate-limited'
  /** Id of the request, as it stands in the logs. */
  readonly reference?: string | undefined
}

/** Needs nothing but its own words, so it can be shown when every engine is away. */
export function errorPage({ site, failure, reference }: ErrorView): Html {
  const { failures, toHome, reference: label } = words(site)
  const { title, text } = failures[failure]
  const main = html`<div class="message">
    <h1>${title}</h1>
    <p>${text}</p>
    ${reference !== undefined && html`<p class="meta">${label}: <code>${reference}</code></p>`}
    <p class="onward"><a href="${pathTo(site, '/')}">${toHome}</a></p>
  </div>`
  return layout({ site, main, kind: 'failure', title, index: false })
}
