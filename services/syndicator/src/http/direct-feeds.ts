import type { DirectRoute } from '@uniwire/service-kit'
import type { FeedProjection } from '../consumer.ts'
import { LIVE, answer, wishOf } from './answer.ts'
import type { FindFeed } from './feed-finder.ts'

export interface DirectFeedsParts {
  readonly findFeed: FindFeed
  readonly projection: Pick<FeedProjection, 'complete' | 'position' | 'failingSince'>
  readonly now: () => string
  readonly trustedProxies: number
}

/** Nothing in it is encoded, and no dot stands where a step of the path could be one. */
const PLAIN_TARGET = /^\/feeds(?:\/[\w-]+){1,3}\.[a-z]+$/

/** Feeds that are there, which pollers ask for by the thousand: 200 and 304. */
export function directFeeds({ findFeed, projection, now, trustedProxies }: DirectFeedsParts): DirectRoute {
  return {
    method: 'GET',
    path: '/feeds/',
    answer({ target, header, callerAddress }) {
      const waits = header('uniwire-min-position') !== undefined
      if (waits || !projection.complete() || !PLAIN_TARGET.test(target)) return undefined
      const document = findFeed(target, () => ({
        userAgent: header('user-agent') ?? '',
        address: callerAddress(trustedProxies),
      }))
      if (document === undefined) return undefined
      const wish = wishOf((name) => header(name) ?? null)
      return answer(document, wish, {
        cacheControl: LIVE,
        position: projection.position.now(),
        now,
        failingSinceMs: projection.failingSince(),
      })
    },
  }
}
