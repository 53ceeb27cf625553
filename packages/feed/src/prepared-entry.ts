import { excerpt } from './excerpt.ts'
import { rfc3339, rfc822 } from './instant.ts'
import type { FeedEntry, FeedImage, FeedLanguage } from './model.ts'
import { legalText, singleLine } from './text.ts'
import { hasPublicHost, webUrl } from './url.ts'
import { escapeAttribute } from './xml.ts'

/** An entry whose every text is legal and whose every URL is valid: what the three renderers share. */
export interface PreparedEntry {
  readonly guid: string
  readonly title: string
  readonly link: string | undefined
  readonly pageUrl: string | undefined
  readonly contentHtml: string
  readonly summary: string
  /** The summary, else the start of the body, else the title; never blank. */
  readonly description: string
  readonly language: FeedLanguage
  readonly publishedRfc3339: string
  readonly publishedRfc822: string
  readonly updatedRfc3339: string
  readonly byline: string
  readonly categories: readonly string[]
  readonly images: readonly PreparedImage[]
  /** The first picture whose type and length are known. */
  readonly enclosure: PreparedEnclosure | undefined
  readonly university: PreparedUniversity
  readonly rights: string
}

export interface PreparedImage {
  readonly url: string
  readonly alt: string
  readonly width: number | undefined
  readonly height: number | undefined
  readonly type: string | undefined
  readonly length: number | undefined
}

interface PreparedEnclosure {
  readonly url: string
  readonly type: string
  readonly length: number
}

export interface PreparedUniversity {
  readonly slug: string
  readonly name: string
  readonly homepage: string | undefined
  readonly feedUrl: string | undefined
}

/** @throws InvalidInstantError */
export function prepareEntry(entry: FeedEntry): PreparedEntry {
  const guid = guidOf(entry.id)
  const body = legalText(entry.bodyHtml)
  const images = entry.images.flatMap(prepareImage)
  const pageUrl = webUrl(entry.pageUrl)
  const summary = firstVisible(singleLine(entry.summary ?? ''))
  const university = prepareUniversity(entry.university)
  const ownTitle = singleLine(entry.title)
  const title = isVisible(ownTitle)
    ? ownTitle
    : firstVisible(summary, excerpt(body, TITLE_LENGTH), university.name, guid)
  return {
    guid,
    title,
    link: webUrl(entry.url) ?? pageUrl,
    pageUrl,
    contentHtml: withLeadImage(isVisible(body) ? body : `<p>${escapeAttribute(title)}</p>`, images[0]),
    summary,
    description: firstVisible(summary, excerpt(body, DESCRIPTION_LENGTH), title),
    language: entry.language,
    publishedRfc3339: rfc3339(entry.published),
    publishedRfc822: rfc822(entry.published),
    updatedRfc3339: rfc3339(entry.updated),
    byline: firstVisible(singleLine(entry.byline ?? '')),
    categories: [...new Set(entry.categories.map(singleLine))].filter(isVisible),
    images,
    enclosure: images.flatMap(enclosureOf)[0],
    university,
    rights: firstVisible(singleLine(entry.rights ?? '')),
  }
}

/** The permanent guid of an article in every format (contract §2). */
export function guidOf(articleId: string): string {
  return `urn:uuid:${singleLine(articleId)}`
}

/** The first of these with a character that can be seen: some readers drop an entry with a blank title. */
export function firstVisible(...texts: readonly string[]): string {
  return texts.find(isVisible) ?? ''
}

function isVisible(text: string): boolean {
  return VISIBLE.test(text)
}

function prepareImage(image: FeedImage): readonly PreparedImage[] {
  const url = webUrl(image.url)
  if (url === undefined) return []
  const type = image.type !== undefined && MEDIA_TYPE.test(image.type) ? image.type : undefined
  const { width, height, length } = image
  return [
    {
      url,
      alt: singleLine(image.alt ?? ''),
      width: positiveInteger(width),
      height: positiveInteger(height),
      type,
      length: positiveInteger(length),
    },
  ]
}

/** No length, no enclosure: readers show or download what the length promises (RSS 2.0, `enclosure`). */
function enclosureOf({ url, type, length }: PreparedImage): readonly PreparedEnclosure[] {
  return type === undefined || length === undefined || !hasPublicHost(url) ? [] : [{ url, type, length }]
}

function prepareUniversity(university: FeedEntry['university']): PreparedUniversity {
  return {
    slug: singleLine(university.slug),
    name: firstVisible(singleLine(university.name), singleLine(university.slug), 'Uniwire'),
    homepage: webUrl(university.homepage),
    feedUrl: webUrl(university.feedUrl),
  }
}

/** No reader knows every way to name a picture; all of them show one that stands in the content. */
function withLeadImage(html: string, image: PreparedImage | undefined): string {
  if (image === undefined) return html
  const source = escapeAttribute(image.url)
  if (html.includes(image.url) || html.includes(source)) return html
  const size =
    (image.width ? ` width="${image.width}"` : '') + (image.height ? ` height="${image.height}"` : '')
  return `<p><img src="${source}" alt="${escapeAttribute(image.alt)}"${size}></p>\n${html}`
}

function positiveInteger(value: number | undefined): number | undefined {
  return value !== undefined && Number.isSafeInteger(value) && value > 0 ? value : undefined
}

const TITLE_LENGTH = 100
const DESCRIPTION_LENGTH = 280
const VISIBLE = /[^\s\p{Cf}]/u
const MEDIA_TYPE = /^[a-z]+\/[a-z0-9][a-z0-9.+-]*$/
