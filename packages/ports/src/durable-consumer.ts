import type { LogRecord } from './log-record.ts'

export interface Delivery {
  readonly record: LogRecord
  /** 1 at the first delivery, also after a restart. */
  readonly attempt: number
}

/**
 * One member of a group of competing consumers over a whole stream, from its beginning.
 * What is neither settled nor kept alive within `ackWaitMs` is delivered again, to whoever asks,
 * without limit: the service decides what is poison (log §4). What is settled stays settled; sequences
 * that are not out with the group are ignored. Disposing a handle settles nothing: what it held is
 * delivered again when its time is up.
 */
export interface DurableConsumer extends AsyncDisposable {
  /** Up to `max` deliveries, oldest first; waits up to `waitMs` for the first one. */
  pull(request: {
    readonly max: number
    readonly waitMs: number
    readonly signal: AbortSignal
  }): Promise<readonly Delivery[]>
  /** Settled: never delivered again. */
  ack(sequences: readonly number[]): Promise<void>
  /** Delivered again once `delayMs` have passed. */
  retryAfter(sequences: readonly number[], delayMs: number): Promise<void>
  /** Still at work: `ackWaitMs` begins anew. */
  working(sequences: readonly number[]): Promise<void>
  /** Given up, after its dead letter was written: never delivered again. */
  term(sequences: readonly number[]): Promise<void>
  /** Ack floor: everything up to it is settled. Holes count as settled. */
  position(): Promise<number>
}
