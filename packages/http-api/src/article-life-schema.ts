import { z } from '@hono/zod-openapi'
import { statusSchema, writeAnswerSchema } from './article-schema.ts'
import { writtenSourceId } from './identifier-schema.ts'
import { LIMITS } from './limits.ts'
import { line } from './text-schema.ts'

const instant = z.string().openapi({ format: 'date-time', example: '2026-02-11T04:30:00Z' })
const sequence = z.number().int().openapi({ description: 'Of the event in the log.', example: 1204 })

export const erasureInput = z.strictObject({ basis: line(LIMITS.reasonCharacters) }).openapi('ErasureInput', {
  example: { basis: 'Order 7-14 of the city court of 13 February 2026' },
})

export const erasureSchema = z
  .object({
    id: z.string().openapi({ format: 'uuid' }),
    status: z.literal('erased'),
    sequence,
    erasedAt: instant,
    basis: z.string(),
  })
  .openapi('Erasure')

export const aliasInput = z
  .strictObject({
    sourceId: writtenSourceId.openapi({
      type: 'string',
      minLength: 1,
      maxLength: LIMITS.sourceIdCharacters,
      description: 'The new id of the same article.',
    }),
  })
  .openapi('AliasInput', { example: { sourceId: 'news/2026/41' } })

export const aliasSchema = writeAnswerSchema
  .extend({
    sourceId: z.string().openapi({ description: 'The article’s own.' }),
    alias: z.string(),
    aliasId: z.string().openapi({ format: 'uuid', description: 'What `articleId` gives for the alias.' }),
  })
  .openapi('Alias')

const historyEntry = z
  .object({
    sequence,
    type: z.string().openapi({ example: 'article.revised' }),
    at: instant,
    by: z.object({ id: z.string(), label: z.string().optional() }).optional().openapi({
      description: 'The key that acted; absent when Uniwire itself did (the end of an embargo).',
    }),
    version: z.number().int(),
    status: statusSchema,
    title: z.string(),
    changed: z
      .array(z.string())
      .openapi({ description: 'Members that differ from the event before.', example: ['title', 'bodyHtml'] }),
    reason: z.string().optional().openapi({ description: 'Of a withdrawal.' }),
    alias: z.string().optional().openapi({ description: 'The id that `alias.added` added.' }),
  })
  .openapi('HistoryEntry')

export const historySchema = z
  .object({ id: z.string().openapi({ format: 'uuid' }), events: z.array(historyEntry) })
  .openapi('History')

const arrival = z
  .object({
    state: z.enum(['arrived', 'pending', 'dead-lettered', 'unknown']).openapi({
      description:
        '`dead-lettered`: this event could not be applied, and an operator must look. `unknown`: no answer.',
    }),
    position: z.number().int().nullable().openapi({ description: 'How far it has come; null: no answer.' }),
    reason: z.string().optional().openapi({ description: 'Why it is dead-lettered.' }),
  })
  .openapi('Arrival')

export const arrivalsSchema = z
  .object({
    id: z.string().openapi({ format: 'uuid' }),
    version: z.number().int(),
    status: statusSchema,
    sequence,
    log: arrival,
    search: arrival,
    feeds: arrival,
    hub: arrival.openapi({
      description: 'Deliveries to subscribers have begun; who was reached, receipts say.',
    }),
    views: arrival,
  })
  .openapi('Arrivals')

export type ErasureBody = z.infer<typeof erasureSchema>
export type AliasBody = z.infer<typeof aliasSchema>
export type HistoryBody = z.infer<typeof historySchema>
export type HistoryEntry = z.infer<typeof historyEntry>
export type Arrival = z.infer<typeof arrival>
export type ArrivalsBody = z.infer<typeof arrivalsSchema>
