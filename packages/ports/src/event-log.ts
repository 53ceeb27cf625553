/**
 * The ordered log. Promises (log §1–4), each a sentence of `tests/contract/event-log.contract.ts`:
 * - *Order*: sequences rise within a stream and may have gaps; a reader sees each record once, in order.
 * - *Durability*: a resolved append survives power loss, as far as fsync goes.
 * - *Concurrency*: an append names the sequence it expects last on its subject (0: none); of two that
 *   name the same one, one is stored. The outcome is definite, or `LogUnavailableError` is thrown.
 * - *Freshness*: `last` sees every append acknowledged before the call; `read` may lag behind it.
 * - *Delivery* to a durable consumer is at least once, to one member of the group at a time.
 * - *Absence*: an erased record is a hole; nobody may tell it from a sequence that never was. A subject
 *   without any other record is new again (expected: 0), but its sequences are never given twice.
 * Every method throws `LogMisuseError` for a call that breaks these rules, `LogUnavailableError` when the
 * engine does not answer.
 */
import type { DurableConsumer } from './durable-consumer.ts'
import type { LogRecord, NewRecord, StreamSpec } from './log-record.ts'

export type AppendOutcome =
  { readonly ok: true; readonly sequence: number } | { readonly ok: false; readonly conflict: string }

export type BatchOutcome =
  | { readonly ok: true; readonly sequences: readonly number[] }
  /** Nothing was stored. The engine may not know which line conflicts: decide them one by one. */
  | { readonly ok: false; readonly conflict: string }

/**
 * Records in order, and the sequence up to which this page leaves nothing out (holes included). A page may
 * be shorter than its limit, and empty, before the end: read on after `position` until it reaches `end()`.
 */
export interface LogPage {
  readonly records: readonly LogRecord[]
  readonly position: number
}

export interface EventLog {
  readonly stream: string
  /** Identity of this log; another one after every restore or copy (log §4). */
  readonly generation: string

  append(record: NewRecord): Promise<AppendOutcome>
  /** All or nothing. A subject occurs once; at most `MAX_BATCH_RECORDS` records. */
  appendBatch(records: readonly NewRecord[]): Promise<BatchOutcome>

  last(subject: string): Promise<LogRecord | undefined>
  /** Sequence of the newest record, also when that is a hole by now; 0 when there never was one. */
  end(): Promise<number>
  /** Event id at a sequence; `undefined` for a hole or beyond the end. */
  idAt(sequence: number): Promise<string | undefined>
  /** `subject`: exact, or a prefix that ends in `.>`. `limit` is at most `MAX_PAGE_RECORDS`. */
  read(query: { readonly after: number; readonly limit: number; readonly subject?: string }): Promise<LogPage>
  /**
   * First what is there, then what comes, until `signal` aborts; a page at once, empty at the end.
   * Ends without an error on abort; throws `LogUnavailableError` when the log goes away.
   */
  follow(query: {
    readonly after: number
    /** As in `read`; the position moves with the whole stream all the same. */
    readonly subject?: string
    readonly signal: AbortSignal
  }): AsyncIterable<LogPage>

  /** The same name is the same consumer, for ever, in every process. */
  consumer(options: { readonly name: string; readonly ackWaitMs: number }): Promise<DurableConsumer>
  /**
   * Forgets what a consumer settled and who holds what; its handles are to be disposed before. Of the same
   * name, the next one begins at the beginning. Nothing happens when there is none.
   */
  removeConsumer(name: string): Promise<void>
  /**
   * Destroys the payloads of the subject's records before `beforeSequence`; returns how many there were.
   * Safe to repeat: after an error some or all of them may be holes already.
   */
  erase(subject: string, beforeSequence: number): Promise<number>
}

/** Opens streams of one engine; the same name opens the same stream. */
export interface EventLogs extends AsyncDisposable {
  open(spec: StreamSpec): Promise<EventLog>
}
