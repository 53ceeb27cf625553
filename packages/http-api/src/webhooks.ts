import { z } from '@hono/zod-openapi'
import type { RouteConfig } from '@hono/zod-openapi'

const topic = z.string().openapi({ description: 'The feed, as it names itself by `rel=self`.' })
const answers = {
  '2XX': { description: 'Taken' },
  410: { description: 'The callback is gone: the subscription ends' },
  default: { description: 'Sent again with growing pauses, the newest state once, until the lease ends' },
}
const feed = { schema: z.string() }

/** What the hub sends to the callback of a subscription (`POST /hub`); the paths are names. */
export const webhooks: readonly (RouteConfig & { readonly path: string })[] = [
  {
    tags: ['Webhooks'],
    method: 'post',
    path: 'feedChanged',
    summary: 'A feed has changed: the whole document as it is now',
    description:
      'Sent once after a subscription is confirmed, and after each event that changes what the feed shows: `article.published`, `article.released`, `article.revised`, `article.withdrawn` (the entry is gone; Atom has a tombstone with the reason), `article.restored` and `article.erased`. Not after imports of what was published more than a day before, nor after `baseline.observed` and `alias.added`, which change no feed. Several changes may come as one delivery. What each change was, in order, is answered by `GET /v1/changes`.',
    request: {
      headers: z.object({
        link: z.string().openapi({ description: 'The hub (`rel="hub"`) and the topic (`rel="self"`).' }),
        'x-hub-signature': z.string().optional().openapi({
          description:
            '`sha256=` and the HMAC of the body under `hub.secret`, in hexadecimal; only with a secret.',
        }),
      }),
      body: {
        required: true,
        content: { 'application/atom+xml': feed, 'application/rss+xml': feed, 'application/feed+json': feed },
      },
    },
    responses: answers,
  },
  {
    tags: ['Webhooks'],
    method: 'get',
    path: 'subscriptionAsked',
    summary: 'Whether the callback wants this: it answers the challenge and nothing else',
    request: {
      query: z.object({
        'hub.mode': z.enum(['subscribe', 'unsubscribe']),
        'hub.topic': topic,
        'hub.challenge': z.string(),
        'hub.lease_seconds': z.string().optional(),
      }),
    },
    responses: {
      '2XX': { description: 'The challenge', content: { 'text/plain': { schema: z.string() } } },
      default: { description: 'No: nothing is changed' },
    },
  },
  {
    tags: ['Webhooks'],
    method: 'get',
    path: 'subscriptionDenied',
    summary: 'The topic has ended, with where it goes on; nothing is sent after',
    request: {
      query: z.object({
        'hub.mode': z.literal('denied'),
        'hub.topic': topic,
        'hub.reason': z.string(),
      }),
    },
    responses: { default: { description: 'Whatever is answered' } },
  },
]
