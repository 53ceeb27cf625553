import type { FeedHeader } from '@uniwire/feed'
import type { University } from '@uniwire/newsroom'
import { mainLanguage, nameLanguage } from '../faces.ts'
import type { Face } from '../faces.ts'
import type { FeedAddress, FeedRequest } from '../feed-address.ts'
import { archiveUrl, feedUrl, requestedUrl } from '../feed-address.ts'
import { allFeedTexts, feedTexts } from '../feed-texts.ts'
import { wholeSecond } from '../instant.ts'
import type { StyleName } from './stylesheet.ts'
import { stylesheetUrl } from './stylesheet.ts'

export interface HeaderSource {
  readonly request: FeedRequest
  readonly publicUrl: string
  /** Absent for the feed of all. */
  readonly university?: University | undefined
  /** The category as articles spell it. */
  readonly label?: string | undefined
  readonly updatedMs: number
  /** The newest page of the feed's archive (RFC 5005 §4). */
  readonly archivePage?: number | undefined
}

/** What a feed says about itself. */
export function feedHeader(source: HeaderSource): FeedHeader {
  const { request, publicUrl, university, label, updatedMs } = source
  const { address, format } = request
  const common = {
    // In the words of who asks (SelfDoesntMatchLocation of the W3C validator); the id is one for all of them.
    feedUrl: requestedUrl(publicUrl, request),
    ...(address.kind === 'category' && { id: feedUrl(publicUrl, address, format) }),
    hubUrl: `${publicUrl}/hub`,
    stylesheetUrl: stylesheetUrl(publicUrl, styleOf(address, university)),
    updated: wholeSecond(updatedMs),
    ...prevArchive(source),
  }
  if (address.kind === 'all' || university === undefined) {
    const { title, description } = allFeedTexts
    return { ...common, title, description, homeUrl: `${publicUrl}/` }
  }
  return {
    ...common,
    ...titlesOf(address, university, label),
    homeUrl: homeUrl(address, publicUrl),
    ...(address.kind === 'language' ? { language: address.language } : {}),
    ...(university.logo === undefined ? {} : { logoUrl: university.logo }),
    ...(university.rights === undefined ? {} : { rights: university.rights }),
  }
}

function prevArchive({
  request: { address },
  publicUrl,
  archivePage = 0,
}: HeaderSource): Partial<FeedHeader> {
  if (archivePage === 0 || (address.kind !== 'all' && address.kind !== 'university')) return {}
  return { prevArchiveUrl: archiveUrl(publicUrl, { of: address, page: archivePage }) }
}

/** The language in which the feed speaks to who opens it in a browser; that of all speaks every one. */
function styleOf(address: FeedAddress, university: University | undefined): StyleName {
  if (address.kind === 'all' || university === undefined) return 'all'
  return address.kind === 'language' ? nameLanguage(address.language) : mainLanguage(university)
}

/** The face of the university that the head of such a feed shows. */
export function headerFace(address: Exclude<FeedAddress, { kind: 'all' }>): Face {
  return address.kind === 'language' ? nameLanguage(address.language) : 'main'
}

function titlesOf(
  address: Exclude<FeedAddress, { kind: 'all' }>,
  university: University,
  label: string | undefined,
): Pick<FeedHeader, 'title' | 'description'> {
  if (address.kind === 'language') {
    const title = feedTexts[address.language].news(university.names[nameLanguage(address.language)])
    return { title, description: title }
  }
  const language = mainLanguage(university)
  const name = university.names[language]
  const texts = feedTexts[language]
  if (address.kind === 'university') return { title: name, description: texts.news(name) }
  const category = label ?? address.category
  return { title: `${name}: ${category}`, description: texts.newsIn(name, category) }
}

/** The page of the site that shows the same articles. */
function homeUrl(address: Exclude<FeedAddress, { kind: 'all' }>, publicUrl: string): string {
  const { university } = address
  if (address.kind === 'university') return `${publicUrl}/universities/${university}`
  const filter = address.kind === 'language' ? { language: address.language } : { category: address.category }
  return `${publicUrl}/search?${new URLSearchParams({ university, ...filter }).toString()}`
}
