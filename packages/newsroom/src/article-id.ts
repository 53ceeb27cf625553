import { v5 } from 'uuid'
import type { Slug } from './slug.ts'
import type { SourceId } from './source-id.ts'

/** UUIDv5 of (university, sourceId); `urn:uuid:…` is the article's guid in every feed, for ever. */
export type ArticleId = string & { readonly __brand: 'ArticleId' }

/** Frozen by contract §2: another namespace would make every article new to every reader. */
const NAMESPACE = '2f721eb0-67ab-42a9-9674-6945ceff53d8'
const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export function articleId(university: Slug, sourceId: SourceId): ArticleId {
  return v5(`${university}\n${sourceId}`, NAMESPACE) as ArticleId
}

/** Reads an id in any case; `undefined` for anything that `articleId` cannot have made. */
export function parseArticleId(text: string): ArticleId | undefined {
  const id = text.toLowerCase()
  return SHAPE.test(id) ? (id as ArticleId) : undefined
}
