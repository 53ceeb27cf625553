import { tagMatches } from '@uniwire/service-kit'
import type { Document } from '../documents/document.ts'

/** Header fields; null where the request has none. */
export interface Conditions {
  readonly ifNoneMatch: string | null
  readonly ifModifiedSince: string | null
}

/** So soon after a change another one may fall into the same second (log §7). */
const SETTLED_MS = 2_000

/**
 * Whether the client has the document already (RFC 9110 §13.2.2): entity tags first, compared weakly;
 * the date only when there are none, and only where a second tells two states apart.
 */
export function isNotModified(
  document: Pick<Document, 'tag' | 'lastModified'>,
  { ifNoneMatch, ifModifiedSince }: Conditions,
  now: () => string,
): boolean {
  if (ifNoneMatch !== null) return tagMatches(ifNoneMatch, document.tag)
  const { lastModified } = document
  if (ifModifiedSince === null || lastModified === undefined) return false
  if (Date.parse(now()) - lastModified.ms < SETTLED_MS) return false
  // Some readers send their own clock instead of what they were given.
  const since = Date.parse(ifModifiedSince)
  const changed = Math.floor(lastModified.ms / 1000) * 1000
  return lastModified.ambiguous ? since > changed : since >= changed
}
