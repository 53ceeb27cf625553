import { checkPattern, isPrefix, LogMisuseError, MAX_PAGE_RECORDS } from '@uniwire/ports'
import type { LogPage, LogRecord } from '@uniwire/ports'
import { integer, optionalText, text } from '../sqlite/columns.ts'
import type { Row } from '../sqlite/columns.ts'
import { lastSequence } from './stream.ts'
import type { Stream } from './stream.ts'

export interface PageQuery {
  readonly after: number
  readonly limit: number
  readonly subject?: string
}

/** A page of the largest payloads would be half a gigabyte; a page ends after this much, and has one record. */
export const MAX_PAGE_BYTES = 8 * 1024 * 1024

/** Records looked through for a prefix before its index is asked. */
const LOOK_AHEAD = 2_000

export const RECORD_COLUMNS = 'sequence, subject, id, source, type, time, schema, actor, traceparent, payload'

export function readPage(stream: Stream, query: PageQuery): LogPage {
  checkQuery(query)
  const newest = stream.tail.page({ ...query, lastSequence: () => lastSequence(stream) })
  if (newest !== undefined) return newest
  const records: LogRecord[] = []
  let bytes = 0
  // One row more than asked for tells where the next page begins, so that this one includes the holes before.
  for (const row of rows(stream, query)) {
    const record = toRecord(row)
    bytes += record.payload.length
    if (records.length === query.limit || (records.length > 0 && bytes > MAX_PAGE_BYTES)) {
      return { records, position: record.sequence - 1 }
    }
    records.push(record)
  }
  return { records, position: Math.max(query.after, lastSequence(stream)) }
}

export function toRecord(row: Row): LogRecord {
  const actor = optionalText(row, 'actor')
  const traceparent = optionalText(row, 'traceparent')
  return {
    sequence: integer(row, 'sequence'),
    subject: text(row, 'subject'),
    envelope: {
      id: text(row, 'id'),
      source: text(row, 'source'),
      type: text(row, 'type'),
      time: text(row, 'time'),
      schema: integer(row, 'schema'),
      ...(actor !== undefined && { actor }),
      ...(traceparent !== undefined && { traceparent }),
    },
    payload: text(row, 'payload'),
  }
}

/** An iterator, for it reads no further than the page; it ends before anything is awaited (log §8). */
function rows(stream: Stream, { after, limit, subject }: PageQuery): Iterable<Row> {
  const { database, table } = stream
  const live = `SELECT ${RECORD_COLUMNS} FROM ${table}`
  if (subject === undefined) {
    return database
      .statement(`${live} WHERE sequence > ? AND erased = 0 ORDER BY sequence LIMIT ?`)
      .iterate(after, limit + 1)
  }
  if (!isPrefix(subject)) {
    return database
      .statement(`${live} WHERE subject = ? AND sequence > ? AND erased = 0 ORDER BY sequence LIMIT ?`)
      .iterate(subject, after, limit + 1)
  }
  return rowsBelow(stream, subject, after, limit)
}

/**
 * Where the prefix is dense, or the end is near, the log is read in its order. Where it is rare, the index
 * has its sequences, which are sorted without their records: sorting those would copy payloads.
 */
function rowsBelow(stream: Stream, prefix: string, after: number, limit: number): Iterable<Row> {
  const { database, table } = stream
  const range = rangeOf(prefix)
  const near = database
    .statement(
      `SELECT count(*) AS n FROM (
         SELECT 1 FROM ${table} NOT INDEXED
         WHERE sequence > ? AND sequence <= ? AND subject > ? AND subject < ? AND erased = 0 LIMIT ?)`,
    )
    .get(after, after + LOOK_AHEAD, ...range, limit + 1)
  if (integer(near ?? {}, 'n') > limit || after + LOOK_AHEAD >= lastSequence(stream)) {
    return database
      .statement(
        `SELECT ${RECORD_COLUMNS} FROM ${table} NOT INDEXED
         WHERE sequence > ? AND subject > ? AND subject < ? AND erased = 0 ORDER BY sequence LIMIT ?`,
      )
      .iterate(after, ...range, limit + 1)
  }
  return database
    .statement(
      `SELECT ${RECORD_COLUMNS} FROM ${table} WHERE sequence IN (
         SELECT sequence FROM ${table} INDEXED BY ${table}_by_subject
         WHERE subject > ? AND subject < ? AND sequence > ? AND erased = 0 ORDER BY sequence LIMIT ?
       ) ORDER BY sequence`,
    )
    .iterate(...range, after, limit + 1)
}

/** Every subject that begins with `article.` lies between `article.` and `article/`: `/` follows `.`. */
function rangeOf(prefix: string): [from: string, to: string] {
  const stem = prefix.slice(0, -2)
  return [`${stem}.`, `${stem}/`]
}

function checkQuery({ after, limit, subject }: PageQuery): void {
  if (!Number.isSafeInteger(after) || after < 0) throw new LogMisuseError(`${after} is no position`)
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > MAX_PAGE_RECORDS) {
    throw new LogMisuseError(`a page of ${limit} records, between 1 and ${MAX_PAGE_RECORDS}`)
  }
  if (subject !== undefined) checkPattern(subject)
}
