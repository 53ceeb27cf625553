import type { Stream } from './stream.ts'

/**
 * Whoever holds a delivery of a record that is gone owes nothing any more. Call it in the transaction
 * that makes the hole.
 */
export function settleHole(stream: Stream, sequence: number): void {
  stream.database
    .statement(
      'DELETE FROM leases WHERE sequence = ? AND consumer IN (SELECT id FROM consumers WHERE stream = ?)',
    )
    .run(sequence, stream.id)
}
