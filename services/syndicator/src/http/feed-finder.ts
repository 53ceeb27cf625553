import type { Document } from '../documents/document.ts'
import type { KeptPollerCounts } from '../pollers/kept-poller-counts.ts'
import type { FeedService } from '../service.ts'
import { feedRequests } from './feed-requests.ts'

/** Who asks, as far as it is counted. */
export interface Poller {
  readonly userAgent: string
  readonly address: string
}

export interface FeedFinderParts {
  readonly service: Pick<FeedService, 'feed' | 'isUsed'>
  readonly pollers: Pick<KeptPollerCounts, 'seen'>
  /** To the second. */
  readonly coarseNow: () => string
}

/** Finds the live feed at a percent-encoded path, and counts who polls it. */
export type FindFeed = (path: string, poller: () => Poller) => Document | undefined

export function feedFinder({ service, pollers, coarseNow }: FeedFinderParts): FindFeed {
  const requestOf = feedRequests()
  return (path, poller) => {
    const named = requestOf(path)
    if (named === undefined) return undefined
    const { request, name } = named
    const document = service.feed(request)
    if (document !== undefined && service.isUsed(request)) {
      pollers.seen({ feed: name, at: coarseNow(), ...poller() })
    }
    return document
  }
}
