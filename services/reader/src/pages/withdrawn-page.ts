import type { ShownTime } from '@uniwire/messages'
import type { UniversityName } from './article-view.ts'
import { nameOf, timeTag } from './article-view.ts'
import { layout } from './layout.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import type { SiteView } from './site-view.ts'
import { pathTo, universityPath, words } from './site-view.ts'

/** The page of status 410: nothing of the article is left on it (design §3, promises 6 and 13). */
export interface WithdrawnView {
  readonly site: SiteView
  readonly status: 'withdrawn' | 'erased'
  readonly university: UniversityName
  /** The university's own words, in whatever language. */
  readonly reason?: string | undefined
  readonly at?: ShownTime | undefined
}

export function withdrawnPage(view: WithdrawnView): Html {
  const { site, status, university } = view
  const { gone } = words(site)
  const title = status === 'withdrawn' ? gone.withdrawnTitle : gone.erasedTitle
  const name = nameOf(site, university)
  const main = html`<div class="message">
    <h1>${title}</h1>
    <p>${status === 'withdrawn' ? gone.withdrawnBy(name) : gone.erased}</p>
    ${status === 'withdrawn' && circumstances(view)}
    <p class="onward"><a href="${pathTo(site, universityPath(university.slug))}">${gone.next(name)}</a></p>
  </div>`
  return layout({ site, main, kind: 'gone', title, index: false })
}

function circumstances({ site, reason, at }: WithdrawnView): Html {
  const { gone } = words(site)
  return html`<dl>
    ${
      at !== undefined &&
      html`<dt>${gone.on}</dt>
        <dd>${timeTag(site, at)}</dd>`
    }
    <dt>${gone.reason}</dt>
    <dd class="reason" ${reason !== undefined && html` lang=""`}>${reason ?? gone.noReason}</dd>
  </dl>`
}
