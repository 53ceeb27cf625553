import { formatDay, formatNumber } from '@uniwire/messages'
import type { ArticleView } from './article-page-view.ts'
import { langOf, timeTag } from './article-view.ts'
import type { Html } from './markup.ts'
import { html, webAddress } from './markup.ts'
import { searchPath } from './search-parameters.ts'
import { pathTo, words } from './site-view.ts'

/** Where the article comes from, what became of it, and how to cite it. */
export function articleFacts(view: ArticleView): Html {
  const { site, url, byline, language } = view
  const { article, contentLanguages } = words(site)
  const address = webAddress(url)
  const lang = langOf(site, language)
  return html`<footer class="facts">
    <h2>${article.about}</h2>
    <dl>
      <div>
        <dt>${article.published}</dt>
        <dd>${timeTag(site, view.published)}</dd>
      </div>
      ${changed(view)}
      ${byline !== undefined && html`<div><dt>${article.byline}</dt><dd${lang}>${byline}</dd></div>`}
      <div>
        <dt>${article.language}</dt>
        <dd>${contentLanguages[language]}</dd>
      </div>
      ${categories(view)} ${viewCount(view)}
      ${
        address !== undefined &&
        html`<div class="wide">
          <dt>${article.original}</dt>
          <dd><a href="${address}">${address}</a></dd>
        </div>`
      }
      <div class="wide">
        <dt>${article.identifier}</dt>
        <dd><code>urn:uuid:${view.id}</code></dd>
      </div>
    </dl>
  </footer>`
}

function changed({ site, changed: at, version }: ArticleView): Html | undefined {
  if (at === undefined) return undefined
  const { article } = words(site)
  return html`<div>
      <dt>${article.changed}</dt>
      <dd>${timeTag(site, at)}</dd>
    </div>
    <div>
      <dt>${article.version}</dt>
      <dd>${version}</dd>
    </div>`
}

function categories({ site, categories: labels, language }: ArticleView): Html | undefined {
  if (labels.length === 0) return undefined
  const path = (label: string) =>
    pathTo(site, searchPath({ q: '', university: [], language: [], category: [label] }))
  return html`<div>
    <dt>${words(site).article.categories}</dt>
    <dd>
      <ul class="tags" ${langOf(site, language)}>
        ${labels.map((label) => html`<li><a href="${path(label)}">${label}</a></li>`)}
      </ul>
    </dd>
  </div>`
}

/** `/views.js` replaces the number alone, so nothing beside it may depend on the number. */
function viewCount({ site, id, views }: ArticleView): Html | undefined {
  if (views === undefined) return undefined
  const { article } = words(site)
  const { baseline, baselineObservedAt } = views
  const day = baselineObservedAt && formatDay(site.language, baselineObservedAt)
  const note =
    baseline > 0 && html`<small>${article.viewsBaseline(formatNumber(site.language, baseline), day)}</small>`
  return html`<div>
    <dt>${article.views}</dt>
    <dd>
      <span class="total" data-uniwire-views="${id}">${formatNumber(site.language, views.total)}</span>
      ${note}
    </dd>
  </div>`
}
