import type { InterfaceLanguage, ShownTime } from '@uniwire/messages'
import { formatDay, formatTime, machineDay, machineTime } from '@uniwire/messages'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import type { SiteView } from './site-view.ts'
import { articlePath, pathTo, universityPath, words } from './site-view.ts'

/** Language of an article, also its BCP 47 tag. */
export type ContentLanguage = 'kk' | 'kk-Latn' | 'ru' | 'en'

export interface UniversityName {
  readonly slug: string
  readonly names: Readonly<Record<InterfaceLanguage, string>>
}

/** An article in a list; the members of a search hit (contract §5), with the time ready to be shown. */
export interface HitView {
  readonly id: string
  readonly title: string
  /** Escaped HTML whose only tag is `<mark>`, as is the snippet. */
  readonly titleHtml: string
  readonly snippet: string
  readonly university: UniversityName
  readonly language: ContentLanguage
  readonly published: ShownTime
  readonly views: number
  /** The same release elsewhere, and its translations. */
  readonly also?: readonly RelativeView[]
}

export interface RelativeView {
  readonly id: string
  readonly title: string
  readonly university: UniversityName
  readonly language: ContentLanguage
  readonly why: 'same-text' | 'translation'
}

/** Headlines of the same release, each with its university and, for a translation, its language. */
export function relativeLinks(
  site: SiteView,
  label: string,
  others: readonly RelativeView[],
): Html | undefined {
  const { contentLanguages } = words(site)
  const tongueOf = ({ why, language, university }: RelativeView) =>
    why === 'translation' ? contentLanguages[language] : nameOf(site, university)
  const links = others.map((other) => ({ ...other, tongue: tongueOf(other) }))
  const list = headlineLinks(site, { kind: 'relatives', label }, links)
  // The list has the name for who hears the page.
  return (
    list &&
    html`<p class="label" aria-hidden="true">${label}</p>
      ${list}`
  )
}

export interface HeadlineLink {
  readonly id: string
  readonly title: string
  readonly language: ContentLanguage
  /** What stands before the headline: its language, or whose it is. */
  readonly tongue: string
}

/** A named list of headlines that lead to their articles. */
export function headlineLinks(
  site: SiteView,
  { kind, label }: { readonly kind: 'relatives' | 'translations'; readonly label: string },
  links: readonly HeadlineLink[],
): Html | undefined {
  if (links.length === 0) return undefined
  return html`<ul class="${kind}" aria-label="${label}">
    ${links.map(
      ({ id, title, language, tongue }) =>
        html`<li>
          <span class="tongue">${tongue}</span>
          <a href="${pathTo(site, articlePath(id))}" hreflang="${language}" ${langOf(site, language)}
            >${title}</a
          >
        </li>`,
    )}
  </ul>`
}

/** ` lang="ru"` for a part whose language is not the page's (WCAG 3.1.2). */
export function langOf(site: SiteView, language: ContentLanguage): Html | undefined {
  return language === site.language ? undefined : html` lang="${language}"`
}

export function nameOf(site: SiteView, university: UniversityName): string {
  return university.names[site.language]
}

export function universityLink(site: SiteView, university: UniversityName): Html {
  const path = pathTo(site, universityPath(university.slug))
  return html`<a class="source" href="${path}">${nameOf(site, university)}</a>`
}

export function dayTag(site: SiteView, time: ShownTime): Html {
  return html`<time datetime="${machineDay(time)}">${formatDay(site.language, time)}</time>`
}

export function timeTag(site: SiteView, time: ShownTime): Html {
  return html`<time datetime="${machineTime(time)}">${formatTime(site.language, time)}</time>`
}
