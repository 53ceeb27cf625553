import type { ArticleId, SourceId } from '@uniwire/newsroom'
import { articleId, parseArticleId, parseSlug, parseSourceId } from '@uniwire/newsroom'

/** What intake makes from an `Idempotency-Key` (contract §1); sites may choose no id of this kind. */
const FROM_KEY = /^~[a-z2-7]{52}$/

/**
 * An article as a page names it: its id, or `{university}/{sourceId}` (contract §1). The second needs no
 * look-up, for anyone can compute an id. `undefined` for what cannot name any article.
 */
export function resolveReference(reference: string): ArticleId | undefined {
  const text = reference.trim()
  const id = parseArticleId(text)
  if (id !== undefined) return id
  const slash = text.indexOf('/')
  if (slash < 0) return undefined
  const slug = parseSlug(text.slice(0, slash))
  const sourceId = readSourceId(text.slice(slash + 1).normalize('NFC'))
  return slug.ok && sourceId !== undefined ? articleId(slug.slug, sourceId) : undefined
}

function readSourceId(text: string): SourceId | undefined {
  const parsed = parseSourceId(text)
  if (parsed.ok) return parsed.sourceId
  // Every id of this shape was branded by `sourceIdFromKey` when its article came in.
  return FROM_KEY.test(text) ? (text as SourceId) : undefined
}
