import { takes } from '@uniwire/ports'
import type { LogPage, LogRecord, NewRecord } from '@uniwire/ports'
import { integer } from '../sqlite/columns.ts'
import type { Database } from '../sqlite/database.ts'

/**
 * The newest records of a stream as this process appended them: every follower here is about to read them, and
 * taking one out of the file costs as much as putting it in (measured).
 */
export interface Tail {
  /**
   * Within the transaction that stores them. One that is rolled back gives its sequences to the next, which then
   * begins the tail anew; until then its end is not that of the stream.
   */
  added(sequences: readonly number[], records: readonly NewRecord[]): void
  /** `undefined` when the file has to be asked: for older records, and for those of another process. */
  page(query: TailQuery): LogPage | undefined
  /** Within the transaction that makes holes. */
  forget(): void
}

interface TailQuery {
  readonly after: number
  readonly limit: number
  readonly subject?: string
  /** Sequence of the newest record of the stream. */
  readonly lastSequence: () => number
}

const MOST_RECORDS = 512
const MOST_CHARACTERS = 2_000_000

export function openTail(database: Database): Tail {
  let records: LogRecord[] = []
  let characters = 0
  let version = 0
  const forget = () => {
    records = []
    characters = 0
  }
  const drop = (count: number) => {
    for (const { payload } of records.splice(0, count)) characters -= payload.length
  }
  const add = (record: LogRecord) => {
    if (records.at(-1)?.sequence !== record.sequence - 1) forget()
    if (records.length === 0) version = versionOf(database)
    records.push(record)
    characters += record.payload.length
    // Half at once, for whatever is left moves to the front.
    if (records.length > MOST_RECORDS || characters > MOST_CHARACTERS) drop(Math.ceil(records.length / 2))
  }
  return {
    forget,
    added(sequences, appended) {
      for (const [place, sequence] of sequences.entries()) {
        const record = appended[place]
        if (record === undefined) return forget()
        const { subject, envelope, payload } = record
        add({ sequence, subject, envelope, payload })
      }
    },
    page({ after, limit, subject, lastSequence }) {
      const first = records[0]?.sequence
      if (first === undefined || after < first - 1) return undefined
      const last = lastSequence()
      if (records.at(-1)?.sequence !== last) return undefined
      if (versionOf(database) !== version) {
        forget()
        return undefined
      }
      const found: LogRecord[] = []
      for (const record of records.slice(after - first + 1)) {
        if (!takes(subject, record.subject)) continue
        if (found.length === limit) return { records: found, position: record.sequence - 1 }
        found.push(record)
      }
      return { records: found, position: Math.max(after, last) }
    },
  }
}

/** Rises when another connection has changed the file, whatever it changed; not for changes of this one. */
function versionOf(database: Database): number {
  return integer(database.statement('PRAGMA data_version').get() ?? {}, 'data_version')
}
