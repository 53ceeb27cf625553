import type { StoredArticle } from './article.ts'
import type { ArticleId } from './article-id.ts'
import type { Slug } from './slug.ts'
import type { SourceId } from './source-id.ts'
import type { WriteDecision, WriteRequest } from './write-request.ts'
import { decideBefore, remember } from './write-request.ts'

/** A second sourceId of an article, as a relaunched site calls it; it stays one for ever. */
export interface ArticleAlias {
  /** Made of the alias, as if it named an article of its own: what `articleId` gives for it. */
  readonly id: ArticleId
  readonly university: Slug
  readonly sourceId: SourceId
  /** The article that is meant; never an alias itself. */
  readonly target: ArticleId
  /** UTC instant. */
  readonly aliasedAt: string
}

/** The article's own side of a new alias: settled only for a request that made one before. */
export function addAlias(stored: StoredArticle, alias: SourceId, request: WriteRequest): WriteDecision {
  const early = decideBefore(stored, request)
  if (early !== undefined) return early
  const article = { ...stored.article, aliases: [...(stored.article.aliases ?? []), alias] }
  return { kind: 'append', type: 'alias.added', article: remember(article, stored, request) }
}
