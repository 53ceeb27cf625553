import { LogUnavailableError } from '@uniwire/ports'
import type { BatchOutcome, NewRecord } from '@uniwire/ports'
import { conflict } from './append.ts'
import { checkBatch } from './check-records.ts'
import { expectingHeaders, publish } from './publish.ts'
import type { Acknowledgement } from './publish.ts'
import { readBack } from './read-back.ts'
import type { Stream } from './stream.ts'
import { isConflict } from './unavailable.ts'

/** Bytes that may wait in the connection before the server has taken them. */
const MAX_UNFLUSHED_BYTES = 4 * 1024 * 1024

/**
 * An atomic batch (ADR-50), its headers made by hand: the client's own batch drops what is expected, and a
 * conflicting line then overwrites (log §3). No message ids: one that was seen refuses the whole batch.
 */
export async function appendBatch(stream: Stream, records: readonly NewRecord[]): Promise<BatchOutcome> {
  checkBatch(stream.spec, records)
  const [first] = records
  if (first === undefined) return { ok: true, sequences: [] }
  let answer: Acknowledgement
  try {
    answer = await send(stream, records)
  } catch (cause) {
    return afterSilence(stream, records, cause)
  }
  const { seq, count, error } = answer
  if (error === undefined && seq !== undefined && count === records.length) {
    return { ok: true, sequences: records.map((_, n) => seq - records.length + 1 + n) }
  }
  if (isConflict(error?.err_code)) {
    return (
      (await storedBefore(stream, records)) ?? conflict(first, `a line of its batch: ${error?.description}`)
    )
  }
  throw new LogUnavailableError(
    `${stream.spec.name}: batch not stored: ${error?.description ?? 'no sequence'}`,
  )
}

async function send(stream: Stream, records: readonly NewRecord[]): Promise<Acknowledgement> {
  const { nc } = stream.connection
  const id = stream.newId()
  let unflushed = 0
  for (const [n, record] of records.entries()) {
    const headers = expectingHeaders(record)
    headers.set('Nats-Batch-Id', id)
    headers.set('Nats-Batch-Sequence', String(n + 1))
    if (n === records.length - 1) {
      headers.set('Nats-Batch-Commit', '1')
      return publish(stream, record, headers)
    }
    nc.publish(stream.names.subject(record.subject), record.payload, { headers })
    unflushed += record.payload.length
    if (unflushed > MAX_UNFLUSHED_BYTES) {
      await nc.flush()
      unflushed = 0
    }
  }
  throw new Error('a batch has a last line')
}

async function afterSilence(
  stream: Stream,
  records: readonly NewRecord[],
  cause: unknown,
): Promise<BatchOutcome> {
  const stored = await storedBefore(stream, records)
  if (stored !== undefined) return stored
  throw new LogUnavailableError(`${stream.spec.name}: no answer to a batch, and not stored yet`, { cause })
}

/** The batch was stored whole or not at all, so the first line that is not there ends the search. */
async function storedBefore(
  stream: Stream,
  records: readonly NewRecord[],
): Promise<BatchOutcome | undefined> {
  const sequences: number[] = []
  for (const record of records) {
    const found = await readBack(stream, record)
    if (found.kind !== 'own') return undefined
    sequences.push(found.sequence)
  }
  return { ok: true, sequences }
}
