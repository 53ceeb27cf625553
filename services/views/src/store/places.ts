import type { LogPlace } from '@uniwire/projection'
import type { Database } from './database.ts'
import { integer, text } from './database.ts'

/** Streams that the store is made of. */
export type Stream = 'articles' | 'totals'

export function readPlace(database: Database, stream: Stream): LogPlace | undefined {
  const row = database.statement('SELECT * FROM places WHERE stream = ?').get(stream)
  if (row === undefined) return undefined
  const sequence = integer(row, 'event_sequence')
  return {
    generation: text(row, 'generation'),
    position: integer(row, 'position'),
    newest: sequence === 0 ? undefined : { sequence, eventId: text(row, 'event_id') },
  }
}

/** In the transaction of what the place speaks of. */
export function savePlace(database: Database, stream: Stream, place: LogPlace): void {
  const { generation, position, newest } = place
  database
    .statement('INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?)')
    .run(stream, generation, position, newest?.sequence ?? 0, newest?.eventId ?? '')
}

export function forgetPlace(database: Database, stream: Stream): void {
  database.statement('DELETE FROM places WHERE stream = ?').run(stream)
}
