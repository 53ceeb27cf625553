import type { Delivery, DurableConsumer, EventLog } from '@uniwire/ports'
import type { Backoff, Pause } from './backoff.ts'
import type { DeadLetterBox } from './dead-letters.ts'
import type { LogPlace } from './log-place.ts'

/** What became of one delivery; a transient failure is thrown instead, as `EngineUnavailableError`. */
export type Applied = { readonly kind: 'done' } | { readonly kind: 'dead'; readonly reason: string }

export interface CompetingConsumerOptions {
  readonly consumer: DurableConsumer
  /** The log that the consumer reads. */
  readonly log: Pick<EventLog, 'generation' | 'end' | 'idAt'>
  /** How far what is built has come, and in which log; at the beginning of this one when left out. */
  readonly from?: LogPlace | undefined
  readonly deadLetters: DeadLetterBox
  readonly ackWaitMs: number
  readonly maxBatch: number
  /** Batches that are worked on at the same time, in no order: 1 unless told. */
  readonly maxBatchesAtOnce?: number
  /** One outcome per delivery, in order. */
  readonly apply: (deliveries: readonly Delivery[]) => Promise<readonly Applied[]>
  /** Called with the ack floor after settled batches, one call at a time; one call may stand for several. */
  readonly onPosition: (position: number) => Promise<void>
  /**
   * The log is another one than was read, restored or copied: nothing more is applied, and nothing pulled.
   * Asked before every batch, for the engine may have been restarted between two of them (log §4).
   */
  readonly onReplaced: (reason: string) => void
  readonly onDead: (delivery: Delivery, reason: string) => void
  readonly onFailure: (error: unknown, retryInMs: number) => void
  /** `backoffMs` unless told. */
  readonly retryMs?: Backoff
  /** Between two attempts. */
  readonly wait?: Pause
}
