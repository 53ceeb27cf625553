import { checkBatch, checkRecord, LogUnavailableError } from '@uniwire/ports'
import type { AppendOutcome, BatchOutcome, NewRecord } from '@uniwire/ports'
import { integer } from '../sqlite/columns.ts'
import { applyRetention } from './retention.ts'
import { lastSequence } from './stream.ts'
import type { Stream } from './stream.ts'

export async function append(stream: Stream, record: NewRecord): Promise<AppendOutcome> {
  checkRecord(stream.spec, record)
  const outcome = await store(stream, [record])
  if (!outcome.ok) return outcome
  const [sequence] = outcome.sequences
  if (sequence === undefined) throw new Error('a stored record has a sequence')
  return { ok: true, sequence }
}

export async function appendBatch(stream: Stream, records: readonly NewRecord[]): Promise<BatchOutcome> {
  checkBatch(stream.spec, records)
  return records.length === 0 ? { ok: true, sequences: [] } : store(stream, records)
}

async function store(stream: Stream, records: readonly NewRecord[]): Promise<BatchOutcome> {
  const outcome = await stream.commits
    .run(() => decideAndInsert(stream, records))
    .catch((cause: unknown) => askWhatWasStored(stream, records, cause))
  if (outcome.ok) stream.arrivals.notify()
  return outcome
}

/** Inside a transaction that other appends share: decides before it writes, so a conflict writes nothing. */
function decideAndInsert(stream: Stream, records: readonly NewRecord[]): BatchOutcome {
  for (const { subject, expected } of records) {
    const last = lastOnSubject(stream, subject)
    if (last !== expected) return { ok: false, conflict: `${subject}: expected ${expected}, last is ${last}` }
  }
  const { database, table, spec } = stream
  const storedAt = stream.now()
  const before = lastSequence(stream)
  const insert = database.statement(
    `INSERT INTO ${table} (sequence, subject, stored_at, id, source, type, time, schema, actor, traceparent, payload)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const sequences = records.map(({ subject, envelope: e, payload }, index) => {
    const sequence = before + index + 1
    const { actor = null, traceparent = null } = e
    insert.run(
      sequence,
      subject,
      storedAt,
      e.id,
      e.source,
      e.type,
      e.time,
      e.schema,
      actor,
      traceparent,
      payload,
    )
    return sequence
  })
  database.statement('UPDATE streams SET last = ? WHERE id = ?').run(before + records.length, stream.id)
  applyRetention(stream, records)
  if (spec.retention.kind === 'forever') stream.tail.added(sequences, records)
  return { ok: true, sequences }
}

function lastOnSubject(stream: Stream, subject: string): number {
  const row = stream.database
    .statement(
      `SELECT sequence FROM ${stream.table} WHERE subject = ? AND erased = 0 ORDER BY sequence DESC LIMIT 1`,
    )
    .get(subject)
  return row === undefined ? 0 : integer(row, 'sequence')
}

/** A failed commit may still have reached the file: the answer is in the log, or nowhere. */
function askWhatWasStored(stream: Stream, records: readonly NewRecord[], cause: unknown): BatchOutcome {
  const unknown = new LogUnavailableError(`${stream.spec.name}: the append was not stored`, { cause })
  try {
    const sequences = records.map(({ subject, expected, envelope }) => {
      const row = stream.database
        .statement(
          `SELECT sequence FROM ${stream.table} WHERE subject = ? AND sequence > ? AND id = ? AND erased = 0`,
        )
        .get(subject, expected, envelope.id)
      if (row === undefined) throw unknown
      return integer(row, 'sequence')
    })
    return { ok: true, sequences }
  } catch {
    throw unknown
  }
}
