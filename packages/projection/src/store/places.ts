import type { LogPlace } from '../log-place.ts'
import { integer, text } from './columns.ts'
import type { ProjectionStore } from './store-connection.ts'

/** How far a stream is contained; `undefined`: not at all. */
export function readPlace(store: ProjectionStore, stream: string): LogPlace | undefined {
  const row = store.statement('SELECT * FROM places WHERE stream = ?').get(stream)
  if (row === undefined) return undefined
  const sequence = integer(row, 'event_sequence')
  return {
    generation: text(row, 'generation'),
    position: integer(row, 'position'),
    newest: sequence === 0 ? undefined : { sequence, eventId: text(row, 'event_id') },
  }
}

/** In the transaction of what the place speaks of. */
export function savePlace(store: ProjectionStore, stream: string, place: LogPlace): void {
  const { generation, position, newest } = place
  store
    .statement('INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?)')
    .run(stream, generation, position, newest?.sequence ?? 0, newest?.eventId ?? '')
}

export function forgetPlace(store: ProjectionStore, stream: string): void {
  store.statement('DELETE FROM places WHERE stream = ?').run(stream)
}
