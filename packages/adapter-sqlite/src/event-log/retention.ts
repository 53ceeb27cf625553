import type { NewRecord } from '@uniwire/ports'
import { integer } from '../sqlite/columns.ts'
import { settleHole } from './holes.ts'
import type { Stream } from './stream.ts'

const DAY_MS = 86_400_000
/** One append pays for so many; it adds one, so the rest is caught up soon. */
const MAX_DROPPED_PER_STEP = 200

/** In the transaction that stored `added`: drops what the stream's retention no longer keeps. */
export function applyRetention(stream: Stream, added: readonly NewRecord[]): void {
  if (stream.spec.retention.kind === 'last-per-subject') {
    for (const { expected } of added) if (expected > 0) drop(stream, expected)
  }
  if (stream.spec.retention.kind === 'days') dropOld(stream)
}

/** Returns whether there may be more. Sequences rise with time, so the old ones are at the left edge. */
export function dropOld(stream: Stream): boolean {
  if (stream.spec.retention.kind !== 'days') return false
  const cutoff = stream.now() - stream.spec.retention.days * DAY_MS
  const oldest = stream.database
    .statement(
      `SELECT sequence, stored_at FROM ${stream.table} ORDER BY sequence LIMIT ${MAX_DROPPED_PER_STEP}`,
    )
    .all()
  const kept = oldest.findIndex((row) => integer(row, 'stored_at') >= cutoff)
  const dropped = kept === -1 ? oldest : oldest.slice(0, kept)
  for (const row of dropped) drop(stream, integer(row, 'sequence'))
  return dropped.length === MAX_DROPPED_PER_STEP
}

function drop(stream: Stream, sequence: number): void {
  stream.database.statement(`DELETE FROM ${stream.table} WHERE sequence = ?`).run(sequence)
  settleHole(stream, sequence)
}
