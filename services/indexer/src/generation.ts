import type { Checkpoint, EventLog } from '@uniwire/ports'

/** Why an index cannot be built upon any further; `undefined` when it can (log §4). */
export async function whyRebuild(
  checkpoint: Checkpoint | undefined,
  log: Pick<EventLog, 'generation' | 'end' | 'idAt'>,
  analyser: string,
): Promise<string | undefined> {
  if (checkpoint === undefined) return undefined
  if (checkpoint.generation !== log.generation) return 'it belongs to another log'
  if (checkpoint.analyser !== analyser)
    return `its words were made by analyser ${checkpoint.analyser}, not ${analyser}`
  if (checkpoint.position > (await log.end())) return 'it is ahead of the log'
  const eventId = await log.idAt(checkpoint.position)
  // A hole is no contradiction: what was erased has no id any more.
  const differs = eventId !== undefined && checkpoint.eventId !== undefined && eventId !== checkpoint.eventId
  return differs ? 'the log has another event at its position' : undefined
}
