import type { ArticleId } from '@uniwire/newsroom'
import { articleId, findableSourceId, parseArticleId, parseSlug } from '@uniwire/newsroom'

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
  const sourceId = findableSourceId(text.slice(slash + 1).normalize('NFC'))
  return slug.ok && sourceId !== undefined ? articleId(slug.slug, sourceId) : undefined
}
