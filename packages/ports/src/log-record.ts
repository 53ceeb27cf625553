/** CloudEvents 1.0 context attributes, as far as they are not the subject or the data (log §2). */
export interface Envelope {
  /** Unique for ever; a copy of a log keeps it. */
  readonly id: string
  readonly source: string
  readonly type: string
  /** UTC instant, stamped by the writer. */
  readonly time: string
  /** Number of the payload's schema, 1 and up. */
  readonly schema: number
  /** Id of the key that acted. */
  readonly actor?: string
  readonly traceparent?: string
}

export interface NewRecord {
  readonly subject: string
  /** Sequence of the record that must be last on the subject; 0: there must be none. */
  readonly expected: number
  readonly envelope: Envelope
  /** JSON text of at most `MAX_PAYLOAD_BYTES` bytes in UTF-8. */
  readonly payload: string
}

export interface LogRecord {
  readonly sequence: number
  readonly subject: string
  readonly envelope: Envelope
  readonly payload: string
}

export type Retention =
  | { readonly kind: 'forever' }
  | { readonly kind: 'last-per-subject' }
  | { readonly kind: 'days'; readonly days: number }

export interface StreamSpec {
  /** Upper case, as `UNIWIRE`. */
  readonly name: string
  /** Subjects that the stream takes: exact, or a prefix that ends in `.>`. */
  readonly subjects: readonly string[]
  readonly retention: Retention
}

/** Every engine takes so many in one atomic batch, and gives so many at one read. */
export const MAX_BATCH_RECORDS = 500
export const MAX_PAGE_RECORDS = 500
/** NATS refuses 1 MB by default, headers included (measured on 2.15.2). */
export const MAX_PAYLOAD_BYTES = 960_000
