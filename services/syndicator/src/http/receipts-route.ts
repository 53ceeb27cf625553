import type { OpenAPIHono } from '@hono/zod-openapi'
import type { ServiceEnv } from '@uniwire/service-kit'
import { z } from 'zod'
import type { Hub } from '../hub/hub.ts'
import type { FeedService } from '../service.ts'
import type { FetchIntake } from './ask-intake.ts'
import { askIntake, refused, required } from './ask-intake.ts'

export interface ReceiptsRouteParts {
  readonly hub: Hub
  readonly service: Pick<FeedService, 'lastChange'>
  readonly fetchIntake: FetchIntake
}

const owned = z.object({ id: z.string() })

/**
 * `GET /v1/receipts?university=&sourceId=`: who was sent which version of an article, and who has not confirmed
 * its last change. Keys are intake's affair: the caller's is shown to intake's own route for the article, and
 * whoever may read the article there may read this.
 */
export function receiptsRoute(app: OpenAPIHono<ServiceEnv>, parts: ReceiptsRouteParts): void {
  const { hub, service, fetchIntake } = parts
  app.get('/v1/receipts', async (context) => {
    const university = required(context.req.query('university'), 'university')
    const sourceId = required(context.req.query('sourceId'), 'sourceId')
    const path = `/v1/universities/${encodeURIComponent(university)}/articles/${encodeURIComponent(sourceId)}`
    const answer = await askIntake(fetchIntake, path, context)
    context.header('Cache-Control', 'private, no-store')
    if (!answer.ok) return refused(answer)
    const { id } = owned.parse(await answer.json())
    const change = service.lastChange(id)
    const pending = change === undefined ? [] : hub.pending(new Set(change.feeds), change.sequence)
    return context.json({ article: id, receipts: await hub.receipts(id), pending })
  })
}
