import { checkSubject, LogMisuseError, LogUnavailableError } from '@uniwire/ports'
import type { EventLog } from '@uniwire/ports'
import { text } from '../sqlite/columns.ts'
import { append, appendBatch } from './append.ts'
import { durableConsumer, removeConsumer } from './durable-consumer.ts'
import { erase } from './erase.ts'
import { follow } from './follow.ts'
import { readPage, RECORD_COLUMNS, toRecord } from './read-page.ts'
import { lastSequence } from './stream.ts'
import type { Stream } from './stream.ts'

/** One stream of `log.db` as the port sees it. */
export function eventLog(stream: Stream, generation: string): EventLog {
  const { database, table, spec } = stream
  return {
    stream: spec.name,
    generation,
    append: (record) => append(stream, record),
    appendBatch: (records) => appendBatch(stream, records),
    last: (subject) =>
      ask(stream, () => {
        checkSubject(spec, subject)
        const row = database
          .statement(
            `SELECT ${RECORD_COLUMNS} FROM ${table} WHERE subject = ? AND erased = 0
             ORDER BY sequence DESC LIMIT 1`,
          )
          .get(subject)
        return row === undefined ? undefined : toRecord(row)
      }),
    end: () => ask(stream, () => lastSequence(stream)),
    idAt: (sequence) =>
      ask(stream, () => {
        const row = database
          .statement(`SELECT id FROM ${table} WHERE sequence = ? AND erased = 0`)
          .get(sequence)
        return row === undefined ? undefined : text(row, 'id')
      }),
    read: (query) => ask(stream, () => readPage(stream, query)),
    follow: (query) => follow(stream, query),
    consumer: (options) => durableConsumer(stream, options),
    removeConsumer: (name) => removeConsumer(stream, name),
    erase: (subject, beforeSequence) => erase(stream, subject, beforeSequence),
  }
}

/** A read; nothing of it is awaited, so it sees one state of the log. */
async function ask<T>(stream: Stream, read: () => T): Promise<T> {
  if (stream.closing.aborted) throw new LogUnavailableError(`${stream.spec.name} is closed`)
  try {
    return read()
  } catch (cause) {
    if (cause instanceof LogMisuseError) throw cause
    throw new LogUnavailableError(`${stream.spec.name} could not be read`, { cause })
  }
}
