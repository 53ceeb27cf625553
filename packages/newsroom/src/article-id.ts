import { hash } from 'node:crypto'
import type { Slug } from './slug.ts'
import type { SourceId } from './source-id.ts'

/** UUIDv5 of (university, sourceId); `urn:uuid:…` is the article's guid in every feed, for ever. */
export type ArticleId = string & { readonly __brand: 'ArticleId' }

/** Frozen by contract §2: another namespace would make every article new to every reader. */
const NAMESPACE = Buffer.from('2f721eb067ab42a996746945ceff53d8', 'hex')
const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** The same for the same pair, for ever and in every process (contract §2). */
export function articleId(university: Slug, sourceId: SourceId): ArticleId {
  return uuidOf(
    hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(`${university}\n${sourceId}`)])),
  ) as ArticleId
}

/** RFC 9562 §5.5: 32 digits of the hash, with the version and the variant written into it. */
function uuidOf(sha1: string): string {
  const variant = ((Number.parseInt(sha1.charAt(16), 16) & 0x3) | 0x8).toString(16)
  return `${sha1.slice(0, 8)}-${sha1.slice(8, 12)}-5${sha1.slice(13, 16)}-${variant}${sha1.slice(17, 20)}-${sha1.slice(20, 32)}`
}

/** Reads an id in any case; `undefined` for anything that `articleId` cannot have made. */
export function parseArticleId(text: string): ArticleId | undefined {
  const id = text.toLowerCase()
  return SHAPE.test(id) ? (id as ArticleId) : undefined
}
