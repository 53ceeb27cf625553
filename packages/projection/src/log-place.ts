import type { EventLog, LogPage } from '@uniwire/ports'

/** How far something was built from a log, and from which (log §4). */
export interface LogPlace {
  readonly generation: string
  readonly position: number
  /** The last event at or before the position; absent before the first one, and where it was a hole. */
  readonly newest?: { readonly sequence: number; readonly eventId: string } | undefined
}

/** Why nothing more may be built upon what stands at this place; `undefined` when the log goes on from it. */
export async function whyAnotherLog(
  place: LogPlace,
  log: Pick<EventLog, 'generation' | 'end' | 'idAt'>,
): Promise<string | undefined> {
  // Asked first: an engine elsewhere says its generation anew with its end.
  const end = await log.end()
  if (place.generation !== log.generation) return 'it belongs to another log'
  if (place.position > end) return 'it is ahead of the log'
  if (place.newest === undefined) return undefined
  const eventId = await log.idAt(place.newest.sequence)
  // A hole is no contradiction: what was erased has no id any more.
  if (eventId === undefined || eventId === place.newest.eventId) return undefined
  return 'the log has another event at its position'
}

/** Where one stands who has applied this page, or some of it. */
export function placeAfter(page: LogPage, { generation, position, newest }: LogPlace): LogPlace {
  const last = page.records.at(-1)
  const read = last === undefined ? newest : { sequence: last.sequence, eventId: last.envelope.id }
  return { generation, position: Math.max(position, page.position), newest: read }
}
