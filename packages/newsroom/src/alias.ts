import type { ArticleId } from './article-id.ts'
import type { Slug } from './slug.ts'
import type { SourceId } from './source-id.ts'

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
