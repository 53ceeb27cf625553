import type { OpenAPIHono } from '@hono/zod-openapi'
import type { FeedReadersBody } from '@uniwire/http-api'
import type { ServiceEnv } from '@uniwire/service-kit'
import { ProblemError } from '@uniwire/service-kit'
import type { KeptPollerCounts } from '../pollers/kept-poller-counts.ts'
import type { FeedService } from '../service.ts'
import type { FetchIntake } from './ask-intake.ts'
import { askIntake, refused, required } from './ask-intake.ts'

export interface FeedReadersRouteParts {
  readonly pollers: Pick<KeptPollerCounts, 'read' | 'since'>
  readonly service: Pick<FeedService, 'hasUniversity'>
  readonly fetchIntake: FetchIntake
  readonly publicUrl: string
}

/** `GET /v1/feeds/readers?university=`: for its own key and the operator's; the feed of all for the operator. */
export function feedReadersRoute(app: OpenAPIHono<ServiceEnv>, parts: FeedReadersRouteParts): void {
  const { pollers, service, fetchIntake, publicUrl } = parts
  app.get('/v1/feeds/readers', async (context) => {
    const university = required(context.req.query('university'), 'university')
    const path = `/v1/universities/${encodeURIComponent(university)}/access`
    const answer = await askIntake(fetchIntake, path, context)
    if (!answer.ok) return refused(answer)
    await answer.body?.cancel()
    if (university !== 'all' && !service.hasUniversity(university)) {
      throw new ProblemError({ code: 'not-found' })
    }
    const isOwn = (feed: string) => feed.startsWith(`${university}.`) || feed.startsWith(`${university}/`)
    const feeds = pollers.read(isOwn).map(({ feed, aggregators, others }) => ({
      feed: `${publicUrl}/feeds/${feed}`,
      aggregators: [...aggregators],
      others: [...others],
    }))
    context.header('Cache-Control', 'private, no-store')
    return context.json({ university, since: pollers.since, feeds } satisfies FeedReadersBody)
  })
}
