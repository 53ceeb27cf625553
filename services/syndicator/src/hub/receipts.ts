import type { EventLog, NewRecord } from '@uniwire/ports'
import { MAX_PAGE_RECORDS } from '@uniwire/ports'
import { z } from 'zod'
import type { Document } from '../documents/document.ts'
import type { DeliveredChange } from '../store/delivered-changes.ts'
import { gatherAppends } from './gathered-appends.ts'
import { receiptsOf, receiptSubject } from './subjects.ts'
import type { Subscription } from './subscription.ts'
import { deliveredIn } from './subscription.ts'

const schema = z.object({
  article: z.string(),
  version: z.number(),
  change: z.string(),
  sequence: z.number(),
  subscription: z.string(),
  topic: z.string(),
  /** A callback may be a secret of the subscriber: of it, only the host is told. */
  host: z.string(),
  attempt: z.number(),
  at: z.string(),
  status: z.number().optional(),
  error: z.string().optional(),
})

/** That one change of an article was sent to one subscriber, and what it answered. */
export type Receipt = z.infer<typeof schema>

/** A feed as it is at a position of the log. */
export interface Rendering {
  readonly document: Document
  readonly position: number
  readonly generation: string
}

/** What a subscriber said; `error` when it said nothing. */
export interface Answer {
  readonly status?: number
  readonly error?: string
}

export interface SentDelivery {
  readonly id: string
  readonly state: Subscription
  readonly rendering: Rendering
  readonly answer: Answer
  readonly at: string
}

export interface Receipts {
  /** Safe to repeat. Throws LogUnavailableError. */
  keep(delivery: SentDelivery): Promise<void>
  /** In the order in which they were written. Throws LogUnavailableError. */
  of(article: string): Promise<readonly Receipt[]>
}

export function createReceipts(options: {
  readonly log: EventLog
  readonly newId: () => string
  /** The newest change of each article that the feed shows, after one position and up to another. */
  readonly changes: (topic: string, after: number, upTo: number) => readonly DeliveredChange[]
}): Receipts {
  const { log, newId, changes } = options
  const append = gatherAppends(log)
  return {
    async keep({ id, state, rendering, answer, at }) {
      const { position, generation } = rendering
      const attempt = state.failures + 1
      const common = { subscription: id, topic: state.topic, host: new URL(state.callback).host, attempt, at }
      const records = changes(state.topic, deliveredIn(generation, state), position).map(
        (change): NewRecord => {
          const receipt: Receipt = { ...change, ...common, ...answer }
          const { article } = change
          return {
            subject: receiptSubject({ article, subscription: id, position, attempt }),
            expected: 0,
            envelope: { id: newId(), source: '/syndicator', type: 'receipt.kept', time: at, schema: 1 },
            payload: JSON.stringify(receipt),
          }
        },
      )
      // One that was there already is of a process that was killed before it could settle the delivery.
      await Promise.all(records.map(append))
    },
    async of(article) {
      const found: Receipt[] = []
      const end = await log.end()
      for (let after = 0; after < end;) {
        const page = await log.read({ after, limit: MAX_PAGE_RECORDS, subject: receiptsOf(article) })
        for (const { payload } of page.records) {
          const parsed = schema.safeParse(JSON.parse(payload))
          if (parsed.success) found.push(parsed.data)
        }
        after = page.position
      }
      return found
    },
  }
}
