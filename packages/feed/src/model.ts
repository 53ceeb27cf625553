/** BCP 47 tags of the four ways an article is written; `kk` is Kazakh in Cyrillic. */
export type FeedLanguage = 'kk' | 'kk-Latn' | 'ru' | 'en'

/** A picture of an article. Sizes are pixels, `length` is bytes and present only when it is truly known. */
export interface FeedImage {
  readonly url: string
  readonly alt?: string
  readonly width?: number
  readonly height?: number
  readonly type?: string
  readonly length?: number
}

export interface FeedUniversity {
  readonly slug: string
  /** In the language of the entry. */
  readonly name: string
  readonly homepage: string
  /** The Atom feed of this university alone: what an entry in a mixed feed names as its source. */
  readonly feedUrl?: string
}

/**
 * One article as feeds see it. Instants are RFC 3339 in UTC (`2026-11-22T07:00:00Z`); a date of day precision is
 * already 12:00 in the university's zone (contract §3). `updated` should differ between the entries of one feed:
 * readers sort by it.
 */
export interface FeedEntry {
  /** The article's UUID; its guid is `urn:uuid:` and this, for ever (contract §2). */
  readonly id: string
  readonly title: string
  /** The article's page at its university. */
  readonly url: string
  /** The Uniwire page; feeds link to it when `url` is no web address. */
  readonly pageUrl: string
  /** Sanitised HTML with absolute URLs. */
  readonly bodyHtml: string
  /** Plain text. */
  readonly summary?: string
  readonly language: FeedLanguage
  readonly published: string
  readonly updated: string
  readonly byline?: string
  readonly categories: readonly string[]
  readonly images: readonly FeedImage[]
  readonly university: FeedUniversity
  readonly rights?: string
}

/** One article, rendered once for each format; feeds are these, joined. */
export interface EntryFragments {
  readonly rss: string
  readonly atom: string
  readonly json: string
}

/**
 * What a feed says about itself. `updated` comes from the content, never from the time of rendering: it is the
 * instant of the latest change of what the feed shows.
 */
export interface FeedHeader {
  readonly title: string
  readonly description: string
  /** The HTML page that shows the same articles. */
  readonly homeUrl: string
  /** The canonical address of this document: `rel=self`, and what a hub calls the topic. */
  readonly feedUrl: string
  /** Atom's permanent id of the feed; else the address of the current document (RFC 5005 §4: archives share it). */
  readonly id?: string
  readonly language?: FeedLanguage
  readonly updated: string
  readonly iconUrl?: string
  readonly logoUrl?: string
  readonly hubUrl?: string
  readonly rights?: string
  /** CSS for people who open the feed in a browser. */
  readonly stylesheetUrl?: string
  /** RFC 5005 §4. */
  readonly prevArchiveUrl?: string
  readonly nextArchiveUrl?: string
  readonly currentUrl?: string
  /** True on an archive page: marked `fh:archive` once it has neighbours and a current document to point to. */
  readonly archive?: boolean
}

/** A withdrawn or erased article (RFC 6721); `at` is the instant of the withdrawal. */
export interface Tombstone {
  readonly id: string
  readonly at: string
  readonly reason?: string
  readonly language?: FeedLanguage
}

/** The parts of a feed around its fragments, so that a caller may join bytes it keeps instead of strings. */
export interface FeedFrame {
  readonly before: string
  readonly between: string
  readonly after: string
}
