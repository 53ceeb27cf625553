import type { HeadView } from './head.ts'
import { head } from './head.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import type { SearchFormView } from './search-form.ts'
import { emptySearch } from './search-form.ts'
import { siteFooter } from './site-footer.ts'
import { siteHeader } from './site-header.ts'
import type { SiteView } from './site-view.ts'
import { words } from './site-view.ts'

export interface LayoutView extends HeadView {
  readonly site: SiteView
  readonly main: Html
  /** Styles hang on it: `home`, `article` … */
  readonly kind: string
  readonly search?: SearchFormView
}

/** A whole document. */
export function layout(view: LayoutView): Html {
  const { site } = view
  return html`<!doctype html>
    <html lang="${site.language}">
      ${head(site, view)}
      <body class="${view.kind}">
        <a class="skip" href="#content">${words(site).chrome.skipToContent}</a>
        ${siteHeader(site, view.search ?? emptySearch)}
        <main id="content" tabindex="-1">${view.main}</main>
        ${siteFooter(site)}
      </body>
    </html>`
}
