import type { LogRecord } from '@uniwire/ports'
import { z } from 'zod'

const schema = z.object({
  topic: z.string(),
  callback: z.string(),
  secret: z.string().optional(),
  leaseUntil: z.string(),
  /** Generation of the log that positions belong to. */
  generation: z.string(),
  /** Position of the last rendering that the subscriber confirmed; -1 before the first. */
  delivered: z.number().int(),
  /** Attempts since then that were not confirmed. */
  failures: z.number().int().nonnegative(),
  nextAttemptAt: z.string().optional(),
  /** One delivery is in flight until then, whoever began it (log §7). */
  sending: z.object({ by: z.string(), until: z.string() }).optional(),
  ended: z.enum(['unsubscribed', 'gone', 'denied']).optional(),
})

/** What is kept of one subscription, whole, in every record of its subject. */
export type Subscription = z.infer<typeof schema>

/** A subscription with its place in the log. */
export interface HeldSubscription {
  readonly id: string
  readonly sequence: number
  readonly state: Subscription
}

/** `undefined`: written by a newer release, or damaged. */
export function readSubscription(record: LogRecord): HeldSubscription | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(record.payload))
    if (!parsed.success) return undefined
    return { id: record.subject.slice('hub.'.length), sequence: record.sequence, state: parsed.data }
  } catch {
    return undefined
  }
}

export function isActive({ ended, leaseUntil }: Subscription, now: string): boolean {
  return ended === undefined && leaseUntil > now
}

/** Of the log as it is; positions of another generation say nothing about this one. */
export function deliveredIn(generation: string, { generation: own, delivered }: Subscription): number {
  return own === generation ? delivered : -1
}

/** Neither in flight nor waiting for its next attempt. */
export function isFree({ sending, nextAttemptAt }: Subscription, now: string): boolean {
  if (sending !== undefined && sending.until > now) return false
  return nextAttemptAt === undefined || nextAttemptAt <= now
}

const FIRST_RETRY_MS = 10_000
const LONGEST_RETRY_MS = 6 * 3_600_000

/** Ten seconds, then three times as long each time, up to six hours; `failures` counts from 1 (contract §6). */
export function retryDelayMs(failures: number): number {
  return Math.min(FIRST_RETRY_MS * 3 ** (failures - 1), LONGEST_RETRY_MS)
}

export function later(now: string, ms: number): string {
  return new Date(Date.parse(now) + ms).toISOString()
}
