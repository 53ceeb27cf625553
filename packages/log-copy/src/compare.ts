import type { EventLog, LogRecord } from '@uniwire/ports'
import { everyPage } from './every-record.ts'
import type { HoleOptions } from './holes.ts'
import { fillUp, isHole } from './holes.ts'
import { NotACopyError } from './not-a-copy.ts'

/** What a target has of its source already. */
export interface Begun {
  /** Sequence of the source after which copying goes on. */
  readonly after: number
  /** Newest sequence of each subject in the target. */
  readonly lasts: Map<string, number>
}

export interface CompareOptions extends HoleOptions {
  readonly source: EventLog
  readonly keepsSequences: boolean
  /** Records of the source that are not copied. */
  readonly omits: (record: LogRecord) => boolean
  /** Records that may follow those of the source. */
  readonly mayFollow: (record: LogRecord) => boolean
}

/**
 * Reads both from the beginning: an empty target, and one that a copy was killed over, are gone on with.
 * Throws `NotACopyError` for any other.
 */
export async function compare(options: CompareOptions): Promise<Begun> {
  const { source, target, keepsSequences, omits, mayFollow } = options
  const lasts = new Map<string, number>()
  const theirs = records(source, (record) => !omits(record))
  let after = 0
  let following = false
  for await (const record of records(target, () => true)) {
    if (isHole(record)) {
      await fillUp(options, record)
      continue
    }
    const own: IteratorResult<LogRecord, void> = following
      ? { done: true, value: undefined }
      : await theirs.next()
    if (own.done) {
      following = true
      if (!mayFollow(record)) throw refusal(record, target)
    } else {
      if (!isCopy(record, own.value, keepsSequences)) throw refusal(record, target)
      after = own.value.sequence
    }
    lasts.set(record.subject, record.sequence)
  }
  return { after, lasts }
}

async function* records(
  log: EventLog,
  wanted: (record: LogRecord) => boolean,
): AsyncGenerator<LogRecord, void> {
  for await (const page of everyPage(log)) yield* page.records.filter(wanted)
}

function isCopy(copy: LogRecord, original: LogRecord, keepsSequences: boolean): boolean {
  const same = copy.envelope.id === original.envelope.id && copy.subject === original.subject
  return same && (!keepsSequences || copy.sequence === original.sequence)
}

function refusal({ sequence, envelope }: LogRecord, { stream }: EventLog): NotACopyError {
  return new NotACopyError(
    `${stream} of the target is neither empty nor the beginning of a copy: ${sequence} is ${envelope.type} ${envelope.id}`,
  )
}
