import { formatClock, machineDay, machineTime } from '@uniwire/messages'
import type { HitView } from './article-view.ts'
import { dayTag, langOf, universityLink } from './article-view.ts'
import type { Html } from './markup.ts'
import { html, trusted } from './markup.ts'
import type { SiteView } from './site-view.ts'
import { articlePath, pathTo, words } from './site-view.ts'

/** What a reader of this list knows already and need not be told at each headline. */
export interface WireOptions {
  readonly showUniversity: boolean
}

/** News in the order of publishing, one section per calendar day of the university, hung on a line. */
export function wire(site: SiteView, hits: readonly HitView[], options: WireOptions): Html {
  return html`<div class="wire">
    ${byDay(hits).map(
      ([first, ...rest]) =>
        html`<section class="day">
          <h2>${dayTag(site, first.published)}</h2>
          <ol>
            ${[first, ...rest].map((hit) => html`<li>${wireItem(site, hit, options)}</li>`)}
          </ol>
        </section>`,
    )}
  </div>`
}

export function headline(site: SiteView, hit: HitView): Html {
  const href = pathTo(site, articlePath(hit.id))
  return html`<a class="headline" href="${href}" ${langOf(site, hit.language)}>${trusted(hit.titleHtml)}</a>`
}

export function snippet(site: SiteView, hit: HitView): Html | undefined {
  if (hit.snippet === '') return undefined
  return html`<p class="snippet" ${langOf(site, hit.language)}>${trusted(hit.snippet)}</p>`
}

/** Said only when it is not the language of the page. */
export function languageNote(site: SiteView, hit: HitView): Html | undefined {
  if (hit.language === site.language) return undefined
  return html`<span class="tongue">${words(site).contentLanguages[hit.language]}</span>`
}

function wireItem(site: SiteView, hit: HitView, options: WireOptions): Html {
  const clock = formatClock(hit.published)
  const time =
    clock !== undefined && html`<time class="clock" datetime="${machineTime(hit.published)}">${clock}</time>`
  const source = options.showUniversity && universityLink(site, hit.university)
  return html`<article>
    <h3>${headline(site, hit)}</h3>
    <p class="meta">${time} ${source} ${languageNote(site, hit)}</p>
    ${snippet(site, hit)}
  </article>`
}

function byDay(hits: readonly HitView[]): readonly (readonly [HitView, ...HitView[]])[] {
  const days: [HitView, ...HitView[]][] = []
  for (const hit of hits) {
    const day = days.at(-1)
    if (day !== undefined && machineDay(day[0].published) === machineDay(hit.published)) day.push(hit)
    else days.push([hit])
  }
  return days
}
