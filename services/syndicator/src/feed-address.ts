import type { Article, ArticleLanguage } from '@uniwire/newsroom'
import { ARTICLE_LANGUAGES, cleanLine } from '@uniwire/newsroom'

/** Which articles a feed shows. `category` is folded. */
export type FeedAddress =
  | { readonly kind: 'all' }
  | { readonly kind: 'university'; readonly university: string }
  | { readonly kind: 'language'; readonly university: string; readonly language: ArticleLanguage }
  | { readonly kind: 'category'; readonly university: string; readonly category: string }

export type FeedFormat = 'rss' | 'atom' | 'json'
export const FEED_FORMATS: readonly FeedFormat[] = ['rss', 'atom', 'json']

/** Everything before the last `.rss`, `.atom` or `.json` names the feed (contract §6). */
const FEED_PATH = /^\/feeds\/([^/]+)(?:\/(.+))?\.(rss|atom|json)$/
/** Stands before a category in the names and paths of feeds. */
export const CATEGORY = 'category/'

/** UTF-16 units: the hundred characters of a category, and room for spaces that do not count. */
const LONGEST_CATEGORY = 300

const ARCHIVE_PATH = /^\/feeds\/([a-z0-9-]+)\/archive\/([1-9]\d{0,6})\.atom$/

/** Feeds that keep an archive (contract §1). */
export type ArchivedFeed = Extract<FeedAddress, { readonly kind: 'all' | 'university' }>

export interface ArchiveAddress {
  readonly of: ArchivedFeed
  readonly page: number
}

/** `undefined` for what is no page of an archive. */
export function parseArchivePath(path: string): ArchiveAddress | undefined {
  const [, name = '', page] = ARCHIVE_PATH.exec(path) ?? []
  if (page === undefined) return undefined
  const of: ArchivedFeed = name === 'all' ? { kind: 'all' } : { kind: 'university', university: name }
  return { of, page: Number(page) }
}

export function archiveUrl(publicUrl: string, { of, page }: ArchiveAddress): string {
  return `${publicUrl}/feeds/${feedName(of)}/archive/${page}.atom`
}

export interface FeedRequest {
  readonly address: FeedAddress
  readonly format: FeedFormat
  /** A category as it was asked for, where that is not how it is kept. */
  readonly spelt?: string
}

/** Reads a percent-encoded path; `undefined` for what no feed can have. */
export function parseFeedPath(path: string): FeedRequest | undefined {
  const [, university = '', rest, extension] = FEED_PATH.exec(path) ?? []
  const format = FEED_FORMATS.find((each) => each === extension)
  const spelt = rest?.startsWith(CATEGORY) === true ? (decode(rest.slice(CATEGORY.length)) ?? '') : undefined
  const address = spelt === undefined ? readAddress(university, rest) : categoryAddress(university, spelt)
  if (format === undefined || address === undefined) return undefined
  const isKept = address.kind !== 'category' || spelt === undefined || spelt === address.category
  return isKept ? { address, format } : { address, format, spelt }
}

function readAddress(university: string, rest: string | undefined): FeedAddress | undefined {
  if (university === 'all') return rest === undefined ? { kind: 'all' } : undefined
  if (rest === undefined) return { kind: 'university', university }
  const language = ARTICLE_LANGUAGES.find((each) => each === rest)
  return language === undefined ? undefined : { kind: 'language', university, language }
}

function categoryAddress(university: string, spelt: string): FeedAddress | undefined {
  const category = foldCategory(spelt)
  const isNone = university === 'all' || category === '' || spelt.length > LONGEST_CATEGORY
  return isNone ? undefined : { kind: 'category', university, category }
}

/** The feed's key in the store and in caches: its path without `/feeds/` and extension, not encoded. */
export function feedName(address: FeedAddress): string {
  if (address.kind === 'all') return 'all'
  const { university } = address
  if (address.kind === 'university') return university
  return address.kind === 'language'
    ? `${university}/${address.language}`
    : `${university}/${CATEGORY}${address.category}`
}

/** By its name in the store; no slug and no language has this step. */
export function isCategoryFeed(name: string): boolean {
  return name.includes(`/${CATEGORY}`)
}

/** The address under which a feed is asked for: a category in the spelling of the request. */
export function requestedUrl(publicUrl: string, { address, format, spelt }: FeedRequest): string {
  const own = address.kind === 'category' && spelt !== undefined ? { ...address, category: spelt } : address
  return feedUrl(publicUrl, own, format)
}

/** The one canonical address of a feed, however its category was spelt in the request. */
export function feedUrl(publicUrl: string, address: FeedAddress, format: FeedFormat): string {
  const path =
    address.kind === 'category'
      ? `${address.university}/${CATEGORY}${encodeURIComponent(address.category)}`
      : feedName(address)
  return `${publicUrl}/feeds/${path}.${format}`
}

/**
 * Category names are equal after NFC, trimming and case folding (contract §6), and after what intake does to any line:
 * who asks by the name that was posted finds what was made of it.
 */
export function foldCategory(category: string): string {
  return cleanLine(category).toLowerCase().normalize('NFC')
}

export interface FeedPlace {
  readonly name: string
  /** A category as the article spells it. */
  readonly label?: string
}

/** Every feed that the article stands in. `kk` means both scripts, `kk-Latn` only Latin (contract §5). */
export function feedsOf({ university, content }: Article): readonly FeedPlace[] {
  const languages = content.language === 'kk-Latn' ? (['kk', 'kk-Latn'] as const) : [content.language]
  const categories = new Map(
    content.categories.map((label) => [foldCategory(label), label.trim()] as const).filter(([key]) => key),
  )
  return [
    { name: feedName({ kind: 'all' }) },
    { name: feedName({ kind: 'university', university }) },
    ...languages.map((language) => ({ name: feedName({ kind: 'language', university, language }) })),
    ...Array.from(categories, ([category, label]) => ({
      name: feedName({ kind: 'category', university, category }),
      label,
    })),
  ]
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
