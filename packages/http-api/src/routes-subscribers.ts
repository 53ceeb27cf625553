import { createRoute, z } from '@hono/zod-openapi'
import { refusals } from './problem-schema.ts'

const university = z.string().openapi({ description: 'Its slug.', example: 'nura' })

/** Described here; the syndicator reads the form itself, for its refusals are plain sentences (WebSub §5.2). */
export const postHub = createRoute({
  tags: ['Aggregators'],
  method: 'post',
  path: '/hub',
  summary: 'Subscribe to a feed, or end it (WebSub)',
  request: {
    body: {
      required: true,
      content: {
        'application/x-www-form-urlencoded': {
          schema: z.object({
            'hub.mode': z.enum(['subscribe', 'unsubscribe']),
            'hub.topic': z.string().openapi({ description: 'A feed, as it names itself by `rel=self`.' }),
            'hub.callback': z.string(),
            'hub.lease_seconds': z.string().optional().openapi({ description: 'One to 365 days; 10 days.' }),
            'hub.secret': z.string().optional().openapi({ description: 'Below 200 bytes.' }),
          }),
        },
      },
    },
  },
  responses: { 202: { description: 'The callback is asked whether it wants this' }, ...refusals },
})

export const getHub = createRoute({
  tags: ['Aggregators'],
  method: 'get',
  path: '/hub',
  summary: 'What the hub is; `Uniwire-Position` tells up to where its deliveries have begun',
  responses: {
    200: { description: 'A sentence', content: { 'text/plain': { schema: z.string() } } },
    ...refusals,
  },
})

const receiptSchema = z.object({
  article: z.string(),
  version: z.number(),
  change: z.string(),
  sequence: z.number(),
  subscription: z.string(),
  topic: z.string(),
  host: z.string().openapi({ description: 'Of the callback, whose address may be a secret.' }),
  attempt: z.number(),
  at: z.string(),
  status: z.number().optional(),
  error: z.string().optional(),
})
const pendingSchema = receiptSchema
  .pick({ subscription: true, topic: true, host: true })
  .extend({ failures: z.number(), nextAttemptAt: z.string().optional() })

const receiptsSchema = z.object({
  article: z.string(),
  receipts: z.array(receiptSchema),
  pending: z.array(pendingSchema),
})

/** Described here; keys are checked by intake, which the syndicator asks. */
export const getReceipts = createRoute({
  tags: ['Universities'],
  security: [{ universityKey: [] }, { operatorKey: [] }],
  method: 'get',
  path: '/v1/receipts',
  summary: 'Which subscribers were sent an article, and who has not confirmed its last change',
  request: { query: z.object({ university, sourceId: z.string() }) },
  responses: {
    200: {
      description: 'Receipts are kept for 400 days',
      content: {
        'application/json': {
          schema: receiptsSchema,
        },
      },
    },
    ...refusals,
  },
})

export type ReceiptsBody = z.infer<typeof receiptsSchema>

const feedReadersSchema = z.object({
  university: z.string(),
  since: z
    .string()
    .openapi({ description: 'Counted since then, by the replica that answers; nothing is stored.' }),
  feeds: z.array(
    z.object({
      feed: z.string().openapi({ description: 'Its address.' }),
      aggregators: z.array(
        z.object({
          name: z.string().openapi({ example: 'Feedly' }),
          subscribers: z.number().openapi({ description: 'As it last said of itself.' }),
          at: z.string(),
        }),
      ),
      others: z
        .array(z.object({ day: z.string(), pollers: z.number(), atLeast: z.boolean() }))
        .openapi({ description: 'Different pollers that named no subscribers, today and yesterday, UTC.' }),
    }),
  ),
})
export type FeedReadersBody = z.infer<typeof feedReadersSchema>

/** Described here; keys are checked by intake, which the syndicator asks. */
export const getFeedReaders = createRoute({
  tags: ['Universities'],
  security: [{ universityKey: [] }, { operatorKey: [] }],
  method: 'get',
  path: '/v1/feeds/readers',
  summary: 'Who polls the feeds: subscribers as aggregators report them, and how many others; no addresses',
  description: '`university=all` is the feed of all, for the operator.',
  request: { query: z.object({ university }) },
  responses: {
    200: {
      description: 'Only feeds that somebody asked for',
      content: { 'application/json': { schema: feedReadersSchema } },
    },
    ...refusals,
  },
})
