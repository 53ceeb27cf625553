import type { Operator } from '../search/query/operators.ts'
import type { HitView, UniversityName } from './article-view.ts'
import { dayTag, nameOf, relativeLinks, universityLink } from './article-view.ts'
import { feedFiles } from './head.ts'
import { layout } from './layout.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import type { Facets, FilterLabels } from './search-filters.ts'
import { activeFilters, facetLists } from './search-filters.ts'
import type { SearchParameters } from './search-parameters.ts'
import { hasFilters, orderOf, searchPairs, searchPath, withoutFilters } from './search-parameters.ts'
import type { SiteView } from './site-view.ts'
import { pathTo, universityPath, words } from './site-view.ts'
import { headline, languageNote, snippet } from './wire.ts'

export interface SearchView {
  readonly site: SiteView
  /** Category values as the facets spell them, so that a filter that is on is known again. */
  readonly parameters: SearchParameters
  readonly total: number
  readonly hits: readonly HitView[]
  /** On the first page only. */
  readonly facets?: Facets
  /** What of the query is more than words: each is shown, and may be taken away. */
  readonly operators?: readonly Operator[]
  /** Nothing has every word: these hits have at least one. */
  readonly relaxed?: boolean
  /** Path and query of the next page, without language. */
  readonly nextPath?: string
  /** This is not the first page. */
  readonly continued?: boolean
  /** `/feeds/search.…` is served. */
  readonly hasFeed?: boolean
  /** The query as it was probably meant. */
  readonly didYouMean?: string
  /** Name the filters that are on, and are offered when nothing was found. */
  readonly universities?: readonly UniversityName[]
}

export function searchPage(view: SearchView): Html {
  const { site, parameters, hits } = view
  const { search } = words(site)
  const { q } = parameters
  const main = html`<header class="opening">
      <h1>${heading(view)}</h1>
      ${view.total > 0 && html`<p role="status">${status(view)}</p>`}
      ${view.didYouMean !== undefined && meant(view, view.didYouMean)}
      ${view.relaxed === true && hits.length > 0 && html`<p class="notice">${search.relaxed}</p>`}
      ${activeFilters(site, parameters, labels(view), view.operators)}
    </header>
    ${hits.length === 0 ? nothing(view) : results(view)}`
  return layout({
    site,
    main,
    kind: 'results',
    title: q === '' ? search.title : search.titleWith(q),
    canonical: site.origin + pathTo(site, searchPath(parameters)),
    // Endless combinations of filters are of no use in another search engine.
    index: q === '' && !hasFilters(parameters) && view.continued !== true,
    feeds: view.hasFeed === true ? [searchFeed(view)] : [],
    search: { query: q, kept: searchPairs({ ...parameters, q: '' }) },
  })
}

/** Never searched for by itself: who asked knows best. */
function meant({ site, parameters }: SearchView, q: string): Html {
  const path = pathTo(site, searchPath({ ...parameters, q }))
  return html`<p class="meant">${words(site).search.tryInstead}: <a href="${path}">${q}</a></p>`
}

/** Labels of filters: from the facets, and where these are silent, from the registry. */
function labels({ site, facets, universities = [] }: SearchView): FilterLabels {
  const names = universities.map((one) => ({ value: one.slug, label: nameOf(site, one) }))
  return { ...facets, university: [...(facets?.university ?? []), ...names] }
}

function heading({ site, parameters, total }: SearchView): string {
  const { search, chrome } = words(site)
  if (parameters.q === '') return total === 0 ? search.none : chrome.latest
  return total === 0 ? search.noneFor(parameters.q) : parameters.q
}

function status({ site, parameters, total }: SearchView): string {
  const { search } = words(site)
  return parameters.q === '' ? search.everything(total) : search.found(total)
}

function results(view: SearchView): Html {
  const { site, parameters, facets, hits } = view
  return html`<div class="columns filtered">
    ${facets === undefined ? undefined : html`<div class="side">${facetLists(site, parameters, facets, view.operators)}</div>`}
    <div>
      ${orderSwitch(view)}
      <ol class="hits">
        ${hits.map((hit) => html`<li>${hitItem(site, hit)}</li>`)}
      </ol>
      ${onward(view)}
    </div>
  </div>`
}

function hitItem(site: SiteView, hit: HitView): Html {
  const views = hit.views > 0 && html`<span>${words(site).counts.views(hit.views)}</span>`
  return html`<article>
    <h2>${headline(site, hit)}</h2>
    <p class="meta">
      ${universityLink(site, hit.university)} ${dayTag(site, hit.published)} ${languageNote(site, hit)}
      ${views}
    </p>
    ${snippet(site, hit)} ${relativeLinks(site, words(site).search.also, hit.also ?? [])}
  </article>`
}

function orderSwitch({ site, parameters }: SearchView): Html {
  const { search } = words(site)
  const current = orderOf(parameters)
  const orders =
    parameters.q === '' ? (['newest', 'views'] as const) : (['relevance', 'newest', 'views'] as const)
  const [usual] = orders
  return html`<nav class="orders" aria-label="${search.sort}">
    <ul>
      ${orders.map((order) => {
        const path = searchPath({ ...parameters, sort: order === usual ? undefined : order })
        const isCurrent = order === current && html` aria-current="true"`
        return html`<li>
          <a href="${pathTo(site, path)}" rel="nofollow" ${isCurrent}>${search.sortBy[order]}</a>
        </li>`
      })}
    </ul>
  </nav>`
}

function onward(view: SearchView): Html {
  const { site, parameters, nextPath } = view
  const { search } = words(site)
  const feed = view.hasFeed === true && feedFiles(searchFeed(view)).find(({ name }) => name === 'Atom')
  return html`<p class="onward">
    ${nextPath !== undefined && html`<a class="next" href="${pathTo(site, nextPath)}" rel="next nofollow">${search.next}</a>`}
    ${view.continued === true && html`<a href="${pathTo(site, searchPath(parameters))}">${search.first}</a>`}
    ${feed && html`<a class="feed" href="${feed.href}" type="${feed.type}">${search.feed}</a>`}
  </p>`
}

/** Nothing found: what to do next, the likeliest first. */
function nothing(view: SearchView): Html {
  const { site, parameters, universities = [] } = view
  const { search, chrome } = words(site)
  const wider = searchPath(withoutFilters(parameters))
  return html`<div class="nothing">
    ${hasFilters(parameters) && html`<p><a class="next" href="${pathTo(site, wider)}">${search.withoutFilters}</a></p>`}
    <ul class="tips">
      ${search.tips.map((tip) => html`<li>${tip}</li>`)}
    </ul>
    ${
      universities.length > 0 &&
      html`<h2>${chrome.universities}</h2>
        <ul>
          ${universities.map((university) => html`<li><a href="${pathTo(site, universityPath(university.slug))}">${nameOf(site, university)}</a></li>`)}
        </ul>`
    }
  </div>`
}

function searchFeed({ site, parameters }: SearchView) {
  const query = searchPath({ ...parameters, sort: undefined }).slice('/search'.length)
  return { title: words(site).search.feed, path: '/feeds/search', query }
}
