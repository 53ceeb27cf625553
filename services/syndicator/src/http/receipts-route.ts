import type { OpenAPIHono } from '@hono/zod-openapi'
import type { ServiceEnv } from '@uniwire/service-kit'
import { ProblemError } from '@uniwire/service-kit'
import { z } from 'zod'
import type { Hub } from '../hub/hub.ts'
import type { FeedService } from '../service.ts'

/** Intake, `fetch`-shaped: over the network in a process of its own, the neighbour's `fetch` in one process. */
export type FetchIntake = (path: string, init: RequestInit) => Promise<Response>

export interface ReceiptsRouteParts {
  readonly hub: Hub
  readonly service: Pick<FeedService, 'lastChange'>
  readonly fetchIntake: FetchIntake
}

const PATIENCE_MS = 5_000
const RETRY_SECONDS = 2
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
    const answer = await askIntake(fetchIntake, path, {
      Authorization: context.req.header('Authorization') ?? '',
      'Accept-Language': context.req.header('Accept-Language') ?? '',
    })
    context.header('Cache-Control', 'private, no-store')
    if (!answer.ok) return refused(answer)
    const { id } = owned.parse(await answer.json())
    const change = service.lastChange(id)
    const pending = change === undefined ? [] : hub.pending(new Set(change.feeds), change.sequence)
    return context.json({ article: id, receipts: await hub.receipts(id), pending })
  })
}

async function askIntake(
  fetchIntake: FetchIntake,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  try {
    return await fetchIntake(path, { headers, signal: AbortSignal.timeout(PATIENCE_MS) })
  } catch {
    // Nobody can say whose key this is, and that is never "anybody's".
    throw new ProblemError({ code: 'not-ready', retryAfterSeconds: RETRY_SECONDS })
  }
}

/** Intake's own words. */
function refused({ status, headers, body }: Response): Response {
  const kept = ['Content-Type', 'Content-Language', 'Retry-After', 'WWW-Authenticate'].flatMap((name) => {
    const value = headers.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  return new Response(body, {
    status,
    headers: { ...Object.fromEntries(kept), 'Cache-Control': 'private, no-store' },
  })
}

function required(value: string | undefined, parameter: string): string {
  if (value === undefined || value === '') throw new ProblemError({ code: 'bad-parameter', parameter })
  return value
}
