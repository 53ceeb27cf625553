import type { Checkpoint, EventLog } from '@uniwire/ports'
import type { LogPlace } from '@uniwire/projection'
import { whyAnotherLog } from '@uniwire/projection'

/** Stands in the checkpoint of an index that holds events of a log that was replaced: it belongs to none. */
export const NO_LOG = ''

/** Why an index cannot be built upon any further; `undefined` when it can (log §4). */
export async function whyRebuild(
  checkpoint: Checkpoint | undefined,
  log: Pick<EventLog, 'generation' | 'end' | 'idAt'>,
  analyser: string,
): Promise<string | undefined> {
  const place = placeOf(checkpoint)
  if (checkpoint === undefined || place === undefined) return undefined
  const reason = await whyAnotherLog(place, log)
  if (reason !== undefined || checkpoint.analyser === analyser) return reason
  return `its words were made by analyser ${checkpoint.analyser}, not ${analyser}`
}

export async function isOfThisLog(
  checkpoint: Checkpoint | undefined,
  log: Pick<EventLog, 'generation' | 'end' | 'idAt'>,
): Promise<boolean> {
  const place = placeOf(checkpoint)
  return place === undefined || (await whyAnotherLog(place, log)) === undefined
}

export function placeOf(checkpoint: Checkpoint | undefined): LogPlace | undefined {
  if (checkpoint === undefined) return undefined
  const { generation, position, eventId } = checkpoint
  const newest = eventId === undefined ? undefined : { sequence: position, eventId }
  return { generation, position, newest }
}
