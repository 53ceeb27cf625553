import type { MsgHdrs } from '@nats-io/transport-node'
import { checkBatch, LogUnavailableError } from '@uniwire/ports'
import type { BatchOutcome, NewRecord } from '@uniwire/ports'
import { conflict, TRIES } from './append.ts'
import { pause } from './backoff.ts'
import { expectingHeaders, publish } from './publish.ts'
import type { Acknowledgement } from './publish.ts'
import { readBack } from './read-back.ts'
import type { Stream } from './stream.ts'
import { AGAIN_MS } from './until-known.ts'
import { isConflict, reasonOf } from './unavailable.ts'

/** Bytes that may wait in the connection before the server has taken them. */
const MAX_UNFLUSHED_BYTES = 4 * 1024 * 1024
/** A slow disk; the last line waits for all of them. */
const BYTES_PER_MS = 10_000

/**
 * An atomic batch (ADR-50), its headers made by hand: the client's own batch drops what is expected, and a
 * conflicting line then overwrites (log §3). No message ids: one that was seen refuses the whole batch.
 */
export async function appendBatch(stream: Stream, records: readonly NewRecord[]): Promise<BatchOutcome> {
  checkBatch(stream.spec, records)
  const [first] = records
  if (first === undefined) return { ok: true, sequences: [] }
  for (let left = TRIES; ; left--) {
    const { outcome, reason } = await tryBatch(stream, records, first)
    if (outcome !== undefined) return outcome
    if (left === 1) throw new LogUnavailableError(`${stream.spec.name}: batch not stored yet: ${reason}`)
    await pause(AGAIN_MS, stream.closing)
  }
}

interface Tried {
  /** None when nothing was stored, or not yet: what the lines expect makes another try harmless. */
  readonly outcome: BatchOutcome | undefined
  readonly reason: string
}

async function tryBatch(stream: Stream, records: readonly NewRecord[], first: NewRecord): Promise<Tried> {
  let answer: Acknowledgement
  try {
    answer = await send(stream, records)
  } catch (error) {
    return { outcome: await storedBefore(stream, records), reason: reasonOf(error) }
  }
  const { seq, count, error } = answer
  const reason = error?.description ?? 'an answer without a sequence'
  if (error === undefined && seq !== undefined && count === records.length) {
    const sequences = records.map((_, n) => seq - records.length + 1 + n)
    return { outcome: { ok: true, sequences }, reason }
  }
  if (!isConflict(error?.err_code)) return { outcome: undefined, reason }
  const stored = await storedBefore(stream, records)
  return { outcome: stored ?? conflict(first, `a line of its batch conflicts: ${reason}`), reason }
}

/** Lines that were lost with a connection leave the batch incomplete, and the server refuses it. */
async function send(stream: Stream, records: readonly NewRecord[]): Promise<Acknowledgement> {
  const { connection, names, newId, requestTimeoutMs } = stream
  const { nc } = connection
  const id = newId()
  const flush = () => connection.during(requestTimeoutMs, () => nc.flush())
  const lines = records.map((record, n) => ({ record, headers: lineHeaders(record, id, n + 1) }))
  const last = lines.pop()
  if (last === undefined) throw new Error('a batch has a last line')
  let bytes = 0
  let unflushed = 0
  for (const { record, headers } of lines) {
    nc.publish(names.subject(record.subject), record.payload, { headers })
    bytes += record.payload.length
    unflushed += record.payload.length
    if (unflushed < MAX_UNFLUSHED_BYTES) continue
    unflushed = 0
    await flush()
  }
  last.headers.set('Nats-Batch-Commit', '1')
  return publish(stream, last.record, last.headers, requestTimeoutMs + bytes / BYTES_PER_MS)
}

function lineHeaders(record: NewRecord, batchId: string, line: number): MsgHdrs {
  const headers = expectingHeaders(record)
  headers.set('Nats-Batch-Id', batchId)
  headers.set('Nats-Batch-Sequence', String(line))
  return headers
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
