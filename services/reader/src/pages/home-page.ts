import type { ContentLanguage, HitView, UniversityName } from './article-view.ts'
import { langOf, nameOf, universityLink } from './article-view.ts'
import { layout } from './layout.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import type { SiteView } from './site-view.ts'
import { articlePath, pathTo, universityPath, words } from './site-view.ts'
import { wire } from './wire.ts'

export interface HomeView {
  readonly site: SiteView
  /** In the order of the registry. */
  readonly universities: readonly (UniversityName & { readonly articles: number })[]
  /** Newest first. */
  readonly latest: readonly HitView[]
  /** Public articles of all universities. */
  readonly total: number
  /** Absent while the views service is away: the page does without it. */
  readonly mostRead?: MostReadView
  /** Path and query of what follows `latest`. */
  readonly olderPath?: string
}

export interface MostReadView {
  readonly window: '24h' | '7d' | '30d' | 'all'
  readonly articles: readonly {
    readonly id: string
    readonly title: string
    readonly language: ContentLanguage
    readonly university: UniversityName
    readonly views: number
  }[]
}

export function homePage(view: HomeView): Html {
  const { site } = view
  const { home, chrome } = words(site)
  const main = html`<header class="opening">
      <h1>${home.title}</h1>
      ${view.total > 0 && html`<p>${home.lead(view.total, view.universities.length)}</p>`}
    </header>
    <div class="columns">
      <div>${latest(view)}</div>
      <div class="side">${mostRead(view)} ${universityList(view)}</div>
    </div>`
  return layout({
    site,
    main,
    kind: 'home',
    title: 'Uniwire',
    feeds: [{ title: chrome.feedsOfAll, path: '/feeds/all' }],
  })
}

function latest(view: HomeView): Html {
  const { site } = view
  const { home } = words(site)
  if (view.latest.length === 0) {
    return html`<p class="notice">${home.empty} <a href="/docs">${home.howToPublish}</a></p>`
  }
  return html`${wire(site, view.latest, { showUniversity: true })}
  ${view.olderPath !== undefined && html`<p class="onward"><a class="next" href="${pathTo(site, view.olderPath)}">${home.older}</a></p>`}`
}

function mostRead(view: HomeView): Html | undefined {
  const { site, mostRead: read } = view
  if (read === undefined || read.articles.length === 0) return undefined
  const { home, counts } = words(site)
  return html`<section class="most-read" aria-labelledby="most-read">
    <h2 id="most-read">${home.mostRead} <small>${home.mostReadWindow[read.window]}</small></h2>
    <ol>
      ${read.articles.map(
        (article) =>
          html`<li>
            <a href="${pathTo(site, articlePath(article.id))}" ${langOf(site, article.language)}
              >${article.title}</a
            >
            <p class="meta">
              ${universityLink(site, article.university)} <span>${counts.views(article.views)}</span>
            </p>
          </li>`,
      )}
    </ol>
  </section>`
}

function universityList(view: HomeView): Html | undefined {
  const { site, universities } = view
  if (universities.length === 0) return undefined
  const { chrome, counts } = words(site)
  return html`<section class="universities" aria-labelledby="universities">
    <h2 id="universities">${chrome.universities}</h2>
    <ul>
      ${universities.map(
        (university) =>
          html`<li>
            <a href="${pathTo(site, universityPath(university.slug))}">${nameOf(site, university)}</a>
            <span class="count">${counts.articles(university.articles)}</span>
          </li>`,
      )}
    </ul>
  </section>`
}
