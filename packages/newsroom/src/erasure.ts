import type { ArticleId } from './article-id.ts'
import type { Digest } from './digest.ts'
import type { Slug } from './slug.ts'

/** What stays of an article whose content was destroyed by law: no content, and no sourceId (log §3). */
export interface Erasure {
  readonly id: ArticleId
  readonly university: Slug
  /** UTC instant. */
  readonly erasedAt: string
  /** Why, in the operator's words: a court's order, a person's request. Shown to the operator alone. */
  readonly basis: string
  /** Of the Idempotency-Key only its digest, for a key may name what was erased. */
  readonly request?: { readonly keyDigest: Digest; readonly digest: Digest } | undefined
}
