import type { OpenAPIHono } from '@hono/zod-openapi'
import type { ServiceEnv } from '@uniwire/service-kit'
import { callerAddress, limitBody, ProblemError, refuseEncodedBody } from '@uniwire/service-kit'
import type { Hub } from '../hub/hub.ts'
import { readHubRequest } from '../hub/hub-request.ts'

export interface HubRouteParts {
  readonly hub: Hub
  readonly publicUrl: string
  readonly trustedProxies: number
}

const MOST_BYTES = 16_384
const RETRY_SECONDS = 60

/** `POST /hub` (WebSub §5): accepted at once, verified afterwards. Refusals are plain sentences (§5.2). */
export function hubRoute(app: OpenAPIHono<ServiceEnv>, parts: HubRouteParts): void {
  const { hub, publicUrl, trustedProxies } = parts
  // For who opens the address of the hub to see what it is, and for who asks how far it has come.
  app.get('/hub', async (context) => {
    context.header('Uniwire-Position', String(await hub.position()))
    context.header('Cache-Control', 'no-store')
    return context.text(`A WebSub hub for the feeds of ${publicUrl}. Subscribe by POST.\n`)
  })
  app.post('/hub', limitBody(MOST_BYTES), refuseEncodedBody, async (context) => {
    const type = context.req.header('Content-Type') ?? ''
    if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)) {
      return context.text('The hub takes application/x-www-form-urlencoded.\n', 415)
    }
    const read = readHubRequest(new URLSearchParams(await context.req.text()), publicUrl)
    if (!read.ok) return context.text(`${read.reason}\n`, 400)
    const refusal = await hub.request(read.request, callerAddress(context, trustedProxies))
    if (refusal === undefined) return context.text('The callback is asked now.\n', 202)
    if (refusal.kind === 'not-ready') throw new ProblemError({ code: 'not-ready', retryAfterSeconds: 1 })
    if (refusal.kind === 'wrong') return context.text(`${refusal.reason}\n`, 400)
    context.header('Retry-After', String(RETRY_SECONDS))
    return context.text('Too many requests that no callback has confirmed.\n', 429)
  })
}
