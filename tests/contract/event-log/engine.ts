import type { EventLog, EventLogs, NewRecord, StreamSpec } from '@uniwire/ports'

export interface EventLogEngine {
  /** A new, empty log in a place of its own. */
  open(): Promise<OpenLog>
  /** Whether a log outlives its process. */
  readonly afterRestart: 'the same log' | 'a new log'
  /**
   * How records kept for days disappear: by the clock of `passTime`, or by the engine's own, which a test
   * cannot turn; then it is asked which age it was told, in milliseconds.
   */
  readonly dropsByAge:
    | { readonly by: 'clock'; readonly maxAgeMs?: never }
    | { readonly by: 'engine'; maxAgeMs(log: OpenLog, stream: string): Promise<number> }
  /**
   * Where only the newest record of a subject is kept: whether `erase` destroys the bytes of those that it
   * replaced as well, or the engine does when it writes their file anew. Of a log that keeps everything,
   * nothing is ever left.
   */
  readonly replacedBytes: 'destroyed' | 'left to the engine'
  /**
   * What a consumer held when the log restarted: it is still held, or is given again at once. Either way its
   * attempts are counted on.
   */
  readonly heldAfterRestart: 'kept' | 'given again'
}

export interface OpenLog extends AsyncDisposable {
  readonly logs: EventLogs
  /** The same log as another process sees it; `logs` itself where only one process may have it. */
  readonly neighbour: EventLogs
  /** Ends what `logs` is part of and begins it anew; `logs` is another object then. */
  restart(): Promise<void>
  /** Afterwards everything due within `ms` is due, or falls due while a pull waits `PATIENCE_MS`. */
  passTime(ms: number): Promise<void>
  /** Whether any file of the engine holds these bytes; false for an engine without files. */
  holdsBytes(text: string): Promise<boolean>
}

/** Long enough for any engine, and never waited for in full by a test that passes. */
export const PATIENCE_MS = 10_000
export const ACK_WAIT_MS = 1_000

export const NEWS: StreamSpec = {
  name: 'UNIWIRE',
  subjects: ['article.>', 'university.>', 'exact.subject'],
  retention: { kind: 'forever' },
}

export const openNews = ({ logs }: OpenLog): Promise<EventLog> => logs.open(NEWS)

export function newRecord(subject: string, expected = 0, payload = '{}'): NewRecord {
  return {
    subject,
    expected,
    payload,
    envelope: {
      id: crypto.randomUUID(),
      source: '/universities/kaznu',
      type: 'article.published',
      time: '2024-09-02T06:00:00.000Z',
      schema: 1,
    },
  }
}

/** Appends and insists; returns the sequence. */
export async function stored(log: EventLog, record: NewRecord): Promise<number> {
  const outcome = await log.append(record)
  if (!outcome.ok) throw new Error(`not stored: ${outcome.conflict}`)
  return outcome.sequence
}

/** Articles 1 … `count`, one record each; returns their sequences. */
export async function storeArticles(log: EventLog, count: number): Promise<readonly number[]> {
  const sequences: number[] = []
  for (let n = 1; n <= count; n += 500) {
    const batch = Array.from({ length: Math.min(500, count - n + 1) }, (_, i) =>
      newRecord(`article.kaznu.${n + i}`, 0, `{"n":${n + i}}`),
    )
    const outcome = await log.appendBatch(batch)
    if (!outcome.ok) throw new Error(`not stored: ${outcome.conflict}`)
    sequences.push(...outcome.sequences)
  }
  return sequences
}

/** A signal that nobody aborts. */
export const untilTheEnd = (): AbortSignal => new AbortController().signal

export const sequencesOf = (page: { readonly records: readonly { readonly sequence: number }[] }) =>
  page.records.map(({ sequence }) => sequence)
