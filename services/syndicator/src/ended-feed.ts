import type { FeedAddress, FeedFormat } from './feed-address.ts'
import { feedUrl } from './feed-address.ts'
import type { FeedDatabase } from './store/database.ts'
import { findUniversity } from './store/universities.ts'

/** Why a feed is no more; `movedTo`: the canonical address of the feed that goes on in its place. */
export interface EndedFeed {
  readonly movedTo?: string
}

/** A row of universities, each the successor of the one before it, is short; a ring has no end. */
const MOST_SUCCESSORS = 10

/**
 * Feeds of a university that is closed; `undefined`: the feed is alive, or there is none. It leads to the last
 * successor at once, for readers give up after a few redirects; where there is none that is open, nothing goes on.
 */
export function endedFeed(
  database: FeedDatabase,
  address: FeedAddress,
  format: FeedFormat,
  publicUrl: string,
): EndedFeed | undefined {
  if (address.kind === 'all') return undefined
  let owner = findUniversity(database, address.university)?.university
  if (owner?.closed === undefined) return undefined
  for (let step = 0; owner?.closed?.successor !== undefined && step < MOST_SUCCESSORS; step += 1) {
    owner = findUniversity(database, owner.closed.successor)?.university
  }
  if (owner === undefined || owner.closed !== undefined) return {}
  return { movedTo: feedUrl(publicUrl, { ...address, university: owner.slug }, format) }
}
