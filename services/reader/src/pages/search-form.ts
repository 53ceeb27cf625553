import type { Html } from './markup.ts'
import { html } from './markup.ts'
import type { SiteView } from './site-view.ts'
import { pathTo, words } from './site-view.ts'

export interface SearchFormView {
  readonly query: string
  /** Filters and order that a new query keeps, as name and value. */
  readonly kept: readonly (readonly [name: string, value: string])[]
  /** Name of the university that the search is confined to. */
  readonly within?: string
}

export const emptySearch: SearchFormView = { query: '', kept: [] }

export function searchForm(site: SiteView, view: SearchFormView): Html {
  const { search } = words(site)
  const label = view.within === undefined ? search.label : search.labelWithin(view.within)
  return html`<form class="search" action="${pathTo(site, '/search')}" role="search">
    <input
      type="search"
      name="q"
      value="${view.query}"
      maxlength="1000"
      aria-label="${label}"
      placeholder="${label}"
      autocomplete="off"
      enterkeyhint="search"
    />
    ${view.kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <button>${search.submit}</button>
  </form>`
}
