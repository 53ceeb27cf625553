import { integer, text } from '@uniwire/projection'
import type { FeedDatabase } from './database.ts'

/** What the store was made of, and how far (log §4); written in the transaction of what it speaks of. */
export interface Checkpoint {
  /** Tables, renderer and public address. */
  readonly store: string
  readonly generation: string
  readonly position: number
  /** The last event at or before the position; 0 and empty before the first. */
  readonly eventSequence: number
  readonly eventId: string
  /** It has reached the end of the log once: before that, its feeds are older than some reader's copy. */
  readonly complete: boolean
}

export function readCheckpoint(database: FeedDatabase): Checkpoint | undefined {
  const row = database.statement('SELECT * FROM checkpoint').get()
  if (row === undefined) return undefined
  return {
    store: text(row, 'store'),
    generation: text(row, 'generation'),
    position: integer(row, 'position'),
    eventSequence: integer(row, 'event_sequence'),
    eventId: text(row, 'event_id'),
    complete: integer(row, 'complete') === 1,
  }
}

export function saveCheckpoint(database: FeedDatabase, checkpoint: Checkpoint): void {
  const { store, generation, position, eventSequence, eventId, complete } = checkpoint
  database
    .statement('INSERT OR REPLACE INTO checkpoint VALUES (1, ?, ?, ?, ?, ?, ?)')
    .run(store, generation, position, eventSequence, eventId, complete ? 1 : 0)
}
