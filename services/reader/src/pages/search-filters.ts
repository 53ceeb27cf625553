import { formatDay, formatMonth, formatNumber } from '@uniwire/messages'
import type { Operator } from '../search/query/operators.ts'
import type { ContentLanguage } from './article-view.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import type { ListFilter, SearchParameters } from './search-parameters.ts'
import {
  monthOf,
  monthToggled,
  searchPath,
  toggled,
  withoutFilters,
  withoutPeriod,
  yearOf,
  yearToggled,
} from './search-parameters.ts'
import type { SiteView } from './site-view.ts'
import { pathTo, words } from './site-view.ts'

interface FilterLabel {
  readonly value: string
  readonly label: string
}

interface FacetValue extends FilterLabel {
  readonly count: number
}

/** Counted without its own filter each (contract §5). */
export type Facets = Readonly<Record<FacetName, readonly FacetValue[]>>

type FacetName = ListFilter | 'year' | 'month'

export type FilterLabels = Readonly<Partial<Record<ListFilter, readonly FilterLabel[]>>>

const filterNames = ['university', 'language', 'category', 'year', 'month'] as const

/** Links that add a filter to the search, or take it away; folded up on a narrow screen. */
export function facetLists(
  site: SiteView,
  parameters: SearchParameters,
  facets: Facets,
  operators: readonly Operator[] = [],
): Html {
  const { search } = words(site)
  return html`<details class="filters">
    <summary>${search.filters}</summary>
    ${filterNames.map((name) => facetList({ site, parameters, operators }, name, shownValues(parameters, name, facets)))}
  </details>`
}

/** The filters that are on, each a link that takes it away. */
export function activeFilters(
  site: SiteView,
  parameters: SearchParameters,
  labels: FilterLabels,
  operators: readonly Operator[] = [],
): Html | undefined {
  const { search } = words(site)
  const typed = operators.map((operator) => ({
    label: operatorLabel(site, operator, labels),
    without: { ...parameters, q: operator.rest },
  }))
  const lists = (['university', 'language', 'category'] as const).flatMap((name) =>
    parameters[name].map((value) => ({
      label: facetLabel(site, name, labelled(labels[name] ?? [], value)),
      without: toggled(parameters, name, value),
    })),
  )
  const period = periodLabel(site, parameters)
  const chips = [
    ...typed,
    ...lists,
    ...(period === undefined ? [] : [{ label: period, without: withoutPeriod(parameters) }]),
  ]
  if (chips.length === 0) return undefined
  const clear = html`<li>
    <a class="clear" href="${pathTo(site, searchPath(withoutFilters(parameters)))}">${search.clear}</a>
  </li>`
  return html`<ul class="chips">
    ${chips.map(
      ({ label, without }) =>
        html`<li>
          <a href="${pathTo(site, searchPath(without))}"
            >${label}<span class="unseen">, ${search.remove}</span></a
          >
        </li>`,
    )}
    ${chips.length > 1 && clear}
  </ul>`
}

interface FacetPage {
  readonly site: SiteView
  readonly parameters: SearchParameters
  readonly operators: readonly Operator[]
}

function operatorLabel(site: SiteView, { kind, value }: Operator, labels: FilterLabels): string {
  if (kind === 'phrase') return `“${value}”`
  if (kind === 'without') return words(site).search.without(value)
  return facetLabel(site, kind, labelled(labels[kind] ?? [], value))
}

function facetList(page: FacetPage, name: FacetName, values: readonly FacetValue[]): Html | undefined {
  if (values.length === 0) return undefined
  const heading = `filter-${name}`
  return html`<section aria-labelledby="${heading}">
    <h2 id="${heading}">${words(page.site).search.filterBy[name]}</h2>
    <ul>
      ${values.map((facet) => html`<li>${facetLink(page, name, facet)}</li>`)}
    </ul>
  </section>`
}

function facetLink({ site, parameters, operators }: FacetPage, name: FacetName, facet: FacetValue): Html {
  const { value } = facet
  const typed = operators.find((operator) => operator.kind === name && operator.value === value)
  const isOn = typed !== undefined || isChosen(parameters, name, value)
  const next = typed === undefined ? chosen(parameters, name, value) : { ...parameters, q: typed.rest }
  const current = isOn && html` aria-current="true"`
  const count = formatNumber(site.language, facet.count)
  return html`<a href="${pathTo(site, searchPath(next))}" rel="nofollow" ${current}
    ><span>${facetLabel(site, name, facet)}</span> <span class="count">${count}</span></a
  >`
}

function shownValues(parameters: SearchParameters, name: FacetName, facets: Facets): readonly FacetValue[] {
  if (name === 'language') return facets.language.map((facet) => withBothScripts(facet, facets.language))
  return name === 'month' ? shownMonths(parameters, facets) : facets[name]
}

/** `kk` finds both scripts (contract §5), so its link promises both. */
function withBothScripts(facet: FacetValue, languages: readonly FacetValue[]): FacetValue {
  if (facet.value !== 'kk') return facet
  const latin = languages.find(({ value }) => value === 'kk-Latn')
  return { ...facet, count: facet.count + (latin?.count ?? 0) }
}

/** Months are of use within a year: those of the one that is chosen, the latest first. */
function shownMonths(parameters: SearchParameters, facets: Facets): readonly FacetValue[] {
  const year = yearOf(parameters) ?? monthOf(parameters)?.slice(0, 4)
  return facets.month
    .filter(({ value }) => value.slice(0, 4) === year)
    .toSorted((a, b) => (a.value < b.value ? 1 : -1))
}

function isChosen(parameters: SearchParameters, name: FacetName, value: string): boolean {
  if (name === 'year') return yearOf(parameters) === value
  if (name === 'month') return monthOf(parameters) === value
  return parameters[name].includes(value)
}

function chosen(parameters: SearchParameters, name: FacetName, value: string): SearchParameters {
  if (name === 'year') return yearToggled(parameters, value)
  if (name === 'month') return monthToggled(parameters, value)
  return toggled(parameters, name, value)
}

/** Languages are named here, in the words of the page; everything else brings its own label. */
function facetLabel(site: SiteView, name: FacetName, { value, label }: FilterLabel): string {
  const languages: Readonly<Record<string, string>> = words(site).contentLanguages
  return name === 'language' && isContentLanguage(value) ? (languages[value] ?? label) : label
}

function isContentLanguage(value: string): value is ContentLanguage {
  return value === 'kk' || value === 'kk-Latn' || value === 'ru' || value === 'en'
}

function labelled(values: readonly FilterLabel[], value: string): FilterLabel {
  return values.find((facet) => facet.value === value) ?? { value, label: value }
}

function periodLabel(site: SiteView, parameters: SearchParameters): string | undefined {
  const { from, to } = parameters
  if (from === undefined && to === undefined) return undefined
  const { search } = words(site)
  const year = yearOf(parameters)
  if (year !== undefined) return `${search.filterBy.year}: ${year}`
  const month = monthOf(parameters)
  if (month !== undefined) return formatMonth(site.language, month)
  const shown = (moment: string) =>
    /^\d{4}-\d{2}-\d{2}$/.test(moment)
      ? formatDay(site.language, { value: moment, precision: 'day', timeZone: 'UTC' })
      : moment
  return [from === undefined ? '' : search.from(shown(from)), to === undefined ? '' : search.to(shown(to))]
    .filter((part) => part !== '')
    .join(' ')
}
