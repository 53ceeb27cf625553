import { checkRecord, LogUnavailableError } from '@uniwire/ports'
import type { AppendOutcome, NewRecord } from '@uniwire/ports'
import { expectingHeaders, messageId, publish } from './publish.ts'
import type { Acknowledgement } from './publish.ts'
import { readBack } from './read-back.ts'
import type { Stream } from './stream.ts'
import { isConflict, reasonOf } from './unavailable.ts'

/** With its message id and what it expects, a repetition is stored once at most; one more try is free. */
export const TRIES = 2

export async function append(stream: Stream, record: NewRecord): Promise<AppendOutcome> {
  checkRecord(stream.spec, record)
  const headers = expectingHeaders(record)
  headers.set('Nats-Msg-Id', messageId(record))
  for (let left = TRIES; ; left--) {
    try {
      return await decided(stream, record, await publish(stream, record, headers))
    } catch (cause) {
      if (cause instanceof LogUnavailableError) throw cause
      const outcome = await afterSilence(stream, record)
      if (outcome !== undefined) return outcome
      if (left === 1) {
        throw new LogUnavailableError(`${stream.spec.name}: not stored yet: ${reasonOf(cause)}`, { cause })
      }
    }
  }
}

function decided(
  stream: Stream,
  record: NewRecord,
  answer: Acknowledgement,
): Promise<AppendOutcome> | AppendOutcome {
  const { seq, duplicate = false, error } = answer
  if (error === undefined && seq !== undefined && !duplicate) return { ok: true, sequence: seq }
  // A repetition is refused as a conflict with itself, and as a duplicate only while the window lasts.
  if (duplicate || isConflict(error?.err_code)) return afterConflict(stream, record)
  const reason = error?.description ?? 'an answer without a sequence'
  throw new LogUnavailableError(`${stream.spec.name}: not stored: ${reason}`)
}

/** Nobody knows yet whether it was stored. When nothing is there it may still come: then this says nothing. */
async function afterSilence(stream: Stream, record: NewRecord): Promise<AppendOutcome | undefined> {
  const found = await readBack(stream, record)
  if (found.kind === 'own') return { ok: true, sequence: found.sequence }
  return found.kind === 'other' ? conflict(record, `${found.sequence} came after it`) : undefined
}

async function afterConflict(stream: Stream, record: NewRecord): Promise<AppendOutcome> {
  const found = await readBack(stream, record)
  if (found.kind === 'own') return { ok: true, sequence: found.sequence }
  return conflict(record, found.kind === 'other' ? `${found.sequence} came after it` : 'it is not the last')
}

export function conflict({ subject, expected }: NewRecord, reason: string) {
  return { ok: false, conflict: `${subject}: expected ${expected}, but ${reason}` } as const
}
