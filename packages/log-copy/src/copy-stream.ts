import type { EventLog, LogRecord, NewRecord } from '@uniwire/ports'
import { MAX_BATCH_RECORDS } from '@uniwire/ports'
import type { Begun, CompareOptions } from './compare.ts'
import { everyPage } from './every-record.ts'
import { expectSequences, makeHoles } from './holes.ts'
import type { CopyProgress } from './progress.ts'

/** An engine takes a batch into its memory whole. */
const MAX_BATCH_BYTES = 4 * 1024 * 1024

export interface CopyStreamOptions extends CompareOptions {
  readonly onProgress: (progress: CopyProgress) => void
}

/** Appends what the target has not; returns how many records that were. */
export async function copyStream(options: CopyStreamOptions, { after, lasts }: Begun): Promise<number> {
  const { source, target, keepsSequences, omits, onProgress } = options
  const end = { source: 0, target: await target.end() }
  let copied = 0
  let batch = emptyBatch()

  const flush = async () => {
    if (batch.records.length === 0) return
    const sequences = await appendAll(target, batch.records)
    if (keepsSequences) expectSequences(sequences, end.target + 1)
    for (const [n, { subject }] of batch.records.entries()) lasts.set(subject, sequences[n] ?? 0)
    end.target = sequences.at(-1) ?? end.target
    copied += batch.records.length
    const position = batch.position
    batch = emptyBatch()
    onProgress({ stream: source.stream, copied, position, end: end.source })
  }
  const advanceTo = async (sequence: number) => {
    if (!keepsSequences || end.target + batch.records.length >= sequence) return
    await flush()
    await makeHoles(options, end.target, sequence)
    end.target = sequence
  }
  const add = async (record: LogRecord) => {
    await advanceTo(record.sequence - 1)
    const bytes = record.payload.length
    if (batch.subjects.has(record.subject) || isFull(batch, bytes)) await flush()
    const { subject, envelope, payload, sequence } = record
    batch.subjects.add(subject)
    batch.records.push({ subject, envelope, payload, expected: lasts.get(subject) ?? 0 })
    batch.bytes += bytes
    batch.position = sequence
  }
  for await (const page of everyPage(source, after)) {
    end.source = page.end
    for (const record of page.records) if (!omits(record)) await add(record)
  }
  await flush()
  await advanceTo(await source.end())
  return copied
}

interface Batch {
  readonly records: NewRecord[]
  readonly subjects: Set<string>
  bytes: number
  /** Sequence of the source. */
  position: number
}

const emptyBatch = (): Batch => ({ records: [], subjects: new Set(), bytes: 0, position: 0 })

function isFull({ records, bytes }: Batch, more: number): boolean {
  return records.length === MAX_BATCH_RECORDS || (bytes > 0 && bytes + more > MAX_BATCH_BYTES)
}

async function appendAll(target: EventLog, records: readonly NewRecord[]): Promise<readonly number[]> {
  const outcome = await target.appendBatch(records)
  if (outcome.ok) return outcome.sequences
  throw new Error(`the target was written to meanwhile: ${outcome.conflict}`)
}
