import type { ArticleAlias, ArticleId, Erasure, PrintedPageTrace, Slug } from '@uniwire/newsroom'

/** Of an article that nobody may see before. */
export interface Embargo {
  readonly university: Slug
  readonly id: ArticleId
  readonly dueMs: number
}

export interface Erased extends Erasure {
  readonly sequence: number
}

export type AliasIds = Pick<ArticleAlias, 'id' | 'target'>

/** A page that an article was read out of, as the log tells of it. */
export interface PageSeen {
  readonly id: ArticleId
  readonly university: Slug
  /** Of the event that said so last. */
  readonly sequence: number
  readonly printedPage: PrintedPageTrace
}

/** What an event changes of what intake has to remember. */
export type StoredChange =
  | { readonly kind: 'embargo'; readonly embargo: Embargo }
  | { readonly kind: 'no-embargo'; readonly id: ArticleId }
  | { readonly kind: 'erased'; readonly erased: Erased }
  | { readonly kind: 'alias'; readonly alias: AliasIds }
  | { readonly kind: 'page'; readonly page: PageSeen }
  | { readonly kind: 'no-page'; readonly id: ArticleId }
