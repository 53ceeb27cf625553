import type { InterfaceLanguage } from '@uniwire/messages'
import type { HitView } from './article-view.ts'
import { nameOf } from './article-view.ts'
import { feedFiles } from './head.ts'
import { layout } from './layout.ts'
import type { Html } from './markup.ts'
import { html, webAddress } from './markup.ts'
import { searchPath } from './search-parameters.ts'
import type { SiteView } from './site-view.ts'
import { pathTo, words } from './site-view.ts'
import type { WithFeeds } from './university-feeds.ts'
import { universityFeeds } from './university-feeds.ts'
import { viewDaysStylesheetPath } from './stylesheet.ts'
import type { DayViews } from './view-days.ts'
import { viewDays } from './view-days.ts'
import { wire } from './wire.ts'

export interface UniversityView {
  readonly site: SiteView
  readonly university: WithFeeds & {
    readonly homepage: string
    readonly formerNames: readonly Readonly<Record<InterfaceLanguage, string>>[]
    readonly contact?: string | undefined
    readonly logo?: string | undefined
  }
  /** Newest first. */
  readonly latest: readonly HitView[]
  readonly total: number
  /** Most frequent first. */
  readonly categories: readonly { readonly value: string; readonly label: string }[]
  /** In order; absent while the views service is away. */
  readonly viewDays?: readonly DayViews[] | undefined
}

export function universityPage(view: UniversityView): Html {
  const { site, university, latest, total } = view
  const name = nameOf(site, university)
  const { counts, university: text } = words(site)
  const everything = searchPath({ q: '', university: [university.slug], language: [], category: [] })
  const chart = viewDays(site, view.viewDays)
  const main = html`<header class="opening">
      <h1>${name}</h1>
      ${total > 0 && html`<p>${counts.articles(total)}</p>`}
    </header>
    <div class="columns">
      <div>
        ${
          latest.length === 0
            ? html`<p class="notice">${text.empty}</p>`
            : html`${wire(site, latest, { showUniversity: false })}
                <p class="onward">
                  <a class="next" href="${pathTo(site, everything)}">${text.allArticles}</a>
                </p>`
        }
      </div>
      <div class="side">${facts(view)} ${chart} ${categories(view)} ${subscribe(view)}</div>
    </div>`
  return layout({
    site,
    main,
    kind: 'university',
    title: name,
    description: `${name}. ${words(site).chrome.description}`,
    feeds: universityFeeds(site, university),
    ...(chart === undefined ? {} : { stylesheet: viewDaysStylesheetPath }),
    search: { query: '', kept: [['university', university.slug]], within: name },
  })
}

function facts({ site, university }: UniversityView): Html {
  const { university: text } = words(site)
  const homepage = webAddress(university.homepage)
  const former = university.formerNames.map((names) => names[site.language])
  const logo = webAddress(university.logo)
  return html`<section class="facts">
    ${logo !== undefined && html`<img class="logo" src="${logo}" alt="" height="64" referrerpolicy="no-referrer" />`}
    <dl>
      ${
        homepage !== undefined &&
        html`<dt>${text.website}</dt>
          <dd><a href="${homepage}">${new URL(homepage).host}</a></dd>`
      }
      ${
        former.length > 0 &&
        html`<dt>${text.formerNames}</dt>
          <dd>${former.join('; ')}</dd>`
      }
      ${
        university.contact !== undefined &&
        html`<dt>${text.contact}</dt>
          <dd>${university.contact}</dd>`
      }
    </dl>
  </section>`
}

function categories({ site, university, categories: values }: UniversityView): Html | undefined {
  if (values.length === 0) return undefined
  const path = (value: string) =>
    pathTo(site, searchPath({ q: '', university: [university.slug], language: [], category: [value] }))
  return html`<section aria-labelledby="categories">
    <h2 id="categories">${words(site).university.categories}</h2>
    <ul class="tags">
      ${values.map(({ value, label }) => html`<li><a href="${path(value)}">${label}</a></li>`)}
    </ul>
  </section>`
}

function subscribe({ site, university }: UniversityView): Html | undefined {
  const [feed] = universityFeeds(site, university)
  if (feed === undefined) return undefined
  return html`<section aria-labelledby="subscribe">
    <h2 id="subscribe">${words(site).university.subscribe}</h2>
    <ul class="tags">
      ${feedFiles(feed).map(({ name, type, href }) => html`<li><a href="${href}" type="${type}">${name}</a></li>`)}
    </ul>
  </section>`
}
