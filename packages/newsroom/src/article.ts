import type { ArticleId } from './article-id.ts'
import type { Digest } from './digest.ts'
import type { ArticleLanguage } from './language.ts'
import type { Slug } from './slug.ts'
import type { SourceId } from './source-id.ts'
import type { PublicationTime } from './time.ts'

export interface ArticleImage {
  readonly url: string
  readonly alt?: string | undefined
  readonly width?: number | undefined
  readonly height?: number | undefined
  readonly type?: string | undefined
  /** Bytes; only a true one becomes an enclosure in feeds. */
  readonly length?: number | undefined
}

/** One version's content, normalised: what a reader gets to see of it. */
export interface ArticleContent {
  readonly title: string
  /** Sanitised HTML with absolute URLs only. */
  readonly bodyHtml: string
  readonly summary?: string | undefined
  readonly language: ArticleLanguage
  readonly publishedAt: PublicationTime
  /** The article's address at its university. */
  readonly url?: string | undefined
  readonly byline?: string | undefined
  readonly categories: readonly string[]
  readonly images: readonly ArticleImage[]
  /** UTC instant; kept after the release. */
  readonly embargoedUntil?: string | undefined
  /** Ties the translations of one text together. */
  readonly translationGroup?: string | undefined
}

/** Views on the university's old site; replaces an earlier observation, is never added to it. */
export interface Baseline {
  readonly count: number
  /** UTC instant. */
  readonly observedAt: string
}

/**
 * What is remembered of the page that an article was printed on, so that the site's own lines are known on its next
 * pages: the site's host, the language, and 32-bit fingerprints of lines, four bytes each, little-endian, in Base64.
 * No text, and no part of the content.
 */
export interface PrintedPageTrace {
  readonly site: string
  readonly language: string
  /** Of the article's paragraphs, and of the lines around them. */
  readonly text: string
  readonly around: string
}

export type ArticleStatus = 'published' | 'embargoed' | 'withdrawn'

/** One of the last writes with an `Idempotency-Key`, and what it was answered (log §3). */
export interface RememberedRequest {
  readonly key: string
  readonly digest: Digest
  readonly version: number
  readonly status: ArticleStatus
  /** It made the article. */
  readonly created?: boolean | undefined
  /** Absent in the event that the request itself made: it is that event's own sequence. */
  readonly sequence?: number | undefined
}

/** The whole article as it is after one event; every `article.*` event carries it (log §2). */
export interface Article {
  readonly id: ArticleId
  readonly university: Slug
  readonly sourceId: SourceId
  readonly version: number
  readonly status: ArticleStatus
  readonly content: ArticleContent
  /** Of the validated input of the current version; nothing that intake adds enters it. */
  readonly digest: Digest
  /** UTC instants of the article's first event and of its current version's event. */
  readonly acceptedAt: string
  readonly versionAt: string
  /** UTC instant from which readers could see it; absent while it was never visible. */
  readonly firstVisibleAt?: string | undefined
  /** Sequence with which it became visible; absent in that event itself. */
  readonly firstVisibleSequence?: number | undefined
  readonly withdrawal?: { readonly reason: string; readonly at: string } | undefined
  readonly baseline?: Baseline | undefined
  /** Further sourceIds, oldest first; each stays for ever. */
  readonly aliases?: readonly SourceId[] | undefined
  /** Of the last version that was read out of a page. */
  readonly printedPage?: PrintedPageTrace | undefined
  /** Newest last, at most `REMEMBERED_REQUESTS`. */
  readonly requests: readonly RememberedRequest[]
}

/** An article together with the event that it was read from. */
export interface StoredArticle {
  readonly article: Article
  readonly sequence: number
  /** UTC instant of that event. */
  readonly at: string
}

/** Of an article, whoever sent them; a retry of one before these is a request like any other (log §3). */
export const REMEMBERED_REQUESTS = 16

export function isVisible(article: Article): boolean {
  return article.status === 'published'
}

/** A withdrawal is public only where there was something to see. */
export function wasVisible(article: Article): boolean {
  return article.firstVisibleAt !== undefined
}
