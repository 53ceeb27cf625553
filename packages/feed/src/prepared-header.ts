import { rfc3339, rfc822 } from './instant.ts'
import type { FeedHeader, FeedLanguage } from './model.ts'
import { firstVisible } from './prepared-entry.ts'
import { singleLine } from './text.ts'
import { webUrl } from './url.ts'
import { emptyElement, escapeAttribute, XML_DECLARATION } from './xml.ts'

/** A header whose every text is legal and whose every URL is valid. */
export interface PreparedHeader {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly homeUrl: string
  readonly feedUrl: string
  readonly language: FeedLanguage | undefined
  readonly updatedRfc3339: string
  readonly updatedRfc822: string
  readonly iconUrl: string | undefined
  readonly logoUrl: string | undefined
  readonly hubUrl: string | undefined
  readonly rights: string
  readonly stylesheetUrl: string | undefined
  /** `rel` and `href` of RFC 5005 §4, in a fixed order. */
  readonly history: readonly (readonly [rel: string, href: string])[]
  readonly archive: boolean
}

/** @throws InvalidInstantError, or TypeError when `homeUrl` or `feedUrl` is no web address: a mistake of the caller, not of a text. */
export function prepareHeader(header: FeedHeader): PreparedHeader {
  const feedUrl = requiredUrl('feedUrl', header.feedUrl)
  const title = firstVisible(singleLine(header.title), feedUrl)
  const currentUrl = webUrl(header.currentUrl)
  const neighbours = [
    ['prev-archive', webUrl(header.prevArchiveUrl)],
    ['next-archive', webUrl(header.nextArchiveUrl)],
  ] as const
  const history = [...neighbours, ['current', currentUrl] as const]
  return {
    id: firstVisible(singleLine(header.id ?? ''), currentUrl ?? '', feedUrl),
    title,
    description: firstVisible(singleLine(header.description), title),
    homeUrl: requiredUrl('homeUrl', header.homeUrl),
    feedUrl,
    language: header.language,
    updatedRfc3339: rfc3339(header.updated),
    updatedRfc822: rfc822(header.updated),
    iconUrl: webUrl(header.iconUrl),
    logoUrl: webUrl(header.logoUrl),
    hubUrl: webUrl(header.hubUrl),
    rights: firstVisible(singleLine(header.rights ?? '')),
    stylesheetUrl: webUrl(header.stylesheetUrl),
    history: history.flatMap(([rel, href]) => (href === undefined ? [] : [[rel, href] as const])),
    archive:
      header.archive === true &&
      currentUrl !== undefined &&
      neighbours.some(([, href]) => href !== undefined),
  }
}

/** The XML declaration and, for people who open the feed in a browser, its stylesheet. */
export function xmlProlog(stylesheetUrl: string | undefined): string {
  if (stylesheetUrl === undefined) return XML_DECLARATION
  return `${XML_DECLARATION}<?xml-stylesheet type="text/css" href="${escapeAttribute(stylesheetUrl)}"?>\n`
}

/** The links of a feed to itself, its hub and its history, under the element name that the format has for them. */
export function feedLinks(name: string, mediaType: string, header: PreparedHeader): string {
  return (
    emptyElement(name, { rel: 'self', type: mediaType, href: header.feedUrl }) +
    (header.hubUrl === undefined ? '' : emptyElement(name, { rel: 'hub', href: header.hubUrl })) +
    header.history.map(([rel, href]) => emptyElement(name, { rel, href })).join('')
  )
}

function requiredUrl(member: string, value: string): string {
  const url = webUrl(value)
  if (url === undefined)
    throw new TypeError(`${member} of a feed must be an http(s) URL: ${JSON.stringify(value)}`)
  return url
}
