import { messages } from '@uniwire/messages'
import { feedFiles } from './head.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import type { SiteView } from './site-view.ts'
import { pathTo, words } from './site-view.ts'

export function siteFooter(site: SiteView): Html {
  const { chrome } = words(site)
  const feeds = feedFiles({ title: chrome.feedsOfAll, path: '/feeds/all' })
  return html`<footer class="imprint">
    <p class="about"><b>Uniwire</b> ${chrome.about}</p>
    <nav aria-label="${chrome.feeds}">
      <h2>${chrome.feeds}</h2>
      <ul>
        ${feeds.map(({ name, type, href }) => html`<li><a href="${href}" type="${type}">${name}</a></li>`)}
        <li><a href="/feeds.opml" type="text/x-opml">${chrome.feedList}</a></li>
      </ul>
    </nav>
    <nav aria-label="${chrome.forUniversities}">
      <h2>${chrome.forUniversities}</h2>
      <ul>
        <li><a href="${pathTo(site, '/publish')}">${messages[site.language].publish.title}</a></li>
        <li><a href="/docs">${chrome.api}</a></li>
        <li><a href="/openapi.json">OpenAPI</a></li>
      </ul>
    </nav>
  </footer>`
}
