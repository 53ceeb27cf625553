import type { FeedRequest } from '../feed-address.ts'
import { feedUrl, parseFeedPath } from '../feed-address.ts'

export interface NamedRequest {
  readonly request: FeedRequest
  /** Its canonical path after `/feeds/`: one name, however it was spelt. */
  readonly name: string
}

/** Pollers ask for the same paths for years. */
const MOST = 2_000

/** Reads percent-encoded paths, each once; `undefined` for what no feed can have. */
export function feedRequests(): (path: string) => NamedRequest | undefined {
  const known = new Map<string, NamedRequest>()
  return (path) => {
    const before = known.get(path)
    if (before !== undefined) return before
    const request = parseFeedPath(path)
    if (request === undefined) return undefined
    const name = feedUrl('', request.address, request.format).slice('/feeds/'.length)
    // Anybody may ask for categories without end.
    if (known.size === MOST) known.clear()
    const named = { request, name }
    known.set(path, named)
    return named
  }
}
