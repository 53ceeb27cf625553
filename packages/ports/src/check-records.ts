import { LogMisuseError } from './errors.ts'
import { MAX_BATCH_RECORDS, MAX_PAYLOAD_BYTES } from './log-record.ts'
import type { NewRecord, StreamSpec } from './log-record.ts'
import { checkSubject } from './subjects.ts'

/** Throws `LogMisuseError`. What passes cannot fail for its content later, inside a shared transaction. */
export function checkRecord(spec: StreamSpec, record: NewRecord): void {
  checkSubject(spec, record.subject)
  if (!Number.isSafeInteger(record.expected) || record.expected < 0) {
    throw new LogMisuseError(`${record.subject}: ${record.expected} is no sequence to expect`)
  }
  if (!Number.isSafeInteger(record.envelope.schema)) {
    throw new LogMisuseError(`${record.subject}: ${record.envelope.schema} is no schema number`)
  }
  const bytes = Buffer.byteLength(record.payload)
  if (bytes > MAX_PAYLOAD_BYTES) {
    throw new LogMisuseError(`${record.subject}: payload of ${bytes} bytes, at most ${MAX_PAYLOAD_BYTES}`)
  }
  // UTF-8 cannot hold a lone surrogate: it would come back as another text than was acknowledged.
  if (!record.payload.isWellFormed()) {
    throw new LogMisuseError(`${record.subject}: the payload holds a lone surrogate`)
  }
  const unwritable = Object.values(record.envelope).some((value) => !String(value).isWellFormed())
  if (unwritable) throw new LogMisuseError(`${record.subject}: the envelope holds a lone surrogate`)
}

/** The same for each record of a batch, and for the batch (`appendBatch`). */
export function checkBatch(spec: StreamSpec, records: readonly NewRecord[]): void {
  if (records.length > MAX_BATCH_RECORDS) {
    throw new LogMisuseError(`a batch of ${records.length} records, at most ${MAX_BATCH_RECORDS}`)
  }
  const subjects = new Set<string>()
  for (const record of records) {
    checkRecord(spec, record)
    if (subjects.has(record.subject)) throw new LogMisuseError(`${record.subject} is in the batch twice`)
    subjects.add(record.subject)
  }
}
