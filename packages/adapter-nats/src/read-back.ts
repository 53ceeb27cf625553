import type { NewRecord } from '@uniwire/ports'
import { firstAfter } from './stored-message.ts'
import type { Stream } from './stream.ts'

/** What the subject holds after the sequence that an append named. */
export type ReadBack =
  /** The append was stored: its own event is there. */
  | { readonly kind: 'own'; readonly sequence: number }
  /** Somebody else's was. */
  | { readonly kind: 'other'; readonly sequence: number }
  | { readonly kind: 'nothing' }

/** Reads all events of the subject from the expected sequence on and looks for the own id (log §3). */
export async function readBack(
  stream: Stream,
  { subject, expected, envelope }: NewRecord,
): Promise<ReadBack> {
  let first: number | undefined
  for (let after = expected; ;) {
    const record = await firstAfter(stream, after, subject)
    if (record === undefined)
      return first === undefined ? { kind: 'nothing' } : { kind: 'other', sequence: first }
    if (record.envelope.id === envelope.id) return { kind: 'own', sequence: record.sequence }
    first ??= record.sequence
    after = record.sequence
  }
}
