import { FEED_RENDERER_VERSION } from '@uniwire/feed'
import type { EventLog } from '@uniwire/ports'
import type { LogPlace } from '@uniwire/projection'
import { removeStore, whyAnotherLog } from '@uniwire/projection'
import type { SyndicatorConfig } from '../config.ts'
import type { Checkpoint } from './checkpoint.ts'
import { readCheckpoint, saveCheckpoint } from './checkpoint.ts'
import type { FeedDatabase } from './database.ts'
import { openFeedDatabase } from './database.ts'
import { CREATE_TABLES, STORE_SCHEMA } from './schema.ts'

export interface OpenStore {
  readonly database: FeedDatabase
  readonly checkpoint: Checkpoint
}

/** Opens what is there when it was made from this log by these renderers, else begins a fresh file. */
export async function openStore(config: SyndicatorConfig, log: EventLog): Promise<OpenStore> {
  const found = openFound(config)
  if (found === undefined) return beginStore(config, log.generation)
  try {
    if ((await whyAnotherLog(placeOf(found.checkpoint), log)) === undefined) return found
  } catch (error) {
    found.database[Symbol.dispose]()
    throw error
  }
  found.database[Symbol.dispose]()
  return beginStore(config, log.generation)
}

/** Never on top of what was there: another generation's rows could hide behind equal numbers (log §4). */
export function beginStore(config: SyndicatorConfig, generation: string): OpenStore {
  removeStore(config.databaseFile)
  const database = openFeedDatabase(config.databaseFile)
  const checkpoint: Checkpoint = {
    store: storeIdentity(config),
    generation,
    position: 0,
    eventSequence: 0,
    eventId: '',
    complete: false,
  }
  database.transaction(() => {
    database.exec(CREATE_TABLES)
    saveCheckpoint(database, checkpoint)
  })
  return { database, checkpoint }
}

/** Where the store stands: compared with the log at start and after every reconnect (log §4). */
export function placeOf({ generation, position, eventSequence, eventId }: Checkpoint): LogPlace {
  return {
    generation,
    position,
    newest: eventSequence === 0 ? undefined : { sequence: eventSequence, eventId },
  }
}

function openFound(config: SyndicatorConfig): OpenStore | undefined {
  let database: FeedDatabase | undefined
  try {
    database = openFeedDatabase(config.databaseFile)
    const checkpoint = readCheckpoint(database)
    if (checkpoint?.store === storeIdentity(config)) return { database, checkpoint }
  } catch {
    // Not ours, damaged, or killed before its first commit: whatever it was, the log has it all.
  }
  database?.[Symbol.dispose]()
  return undefined
}

function storeIdentity({ publicUrl }: SyndicatorConfig): string {
  return JSON.stringify([STORE_SCHEMA, FEED_RENDERER_VERSION, publicUrl])
}
