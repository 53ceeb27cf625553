import { integer } from './columns.ts'
import type { ProjectionStore } from './store-connection.ts'
import { connectStore, removeStore } from './store-connection.ts'

export interface ProjectionStoreOptions {
  /** A path, or `:memory:`, which ends with the process. */
  readonly file: string
  /** Raised when the tables change: a file of another number is made anew. */
  readonly version: number
  /** Creates the store's own tables; that of places is there already. */
  readonly tables: string
  /** Reads what must be readable; a file of which it throws is made anew. */
  readonly check?: (store: ProjectionStore) => void
}

/** How far each stream is contained (log §4). */
const CREATE_PLACES = `
  CREATE TABLE places (
    stream TEXT PRIMARY KEY,
    generation TEXT NOT NULL,
    position INTEGER NOT NULL,
    event_sequence INTEGER NOT NULL,
    event_id TEXT NOT NULL
  ) STRICT;
`

const SETTINGS = 'PRAGMA journal_size_limit = 16777216;'

/**
 * A file in which a projection keeps what a start would otherwise read from a whole stream.
 * What is no such store, or damaged, is thrown away: the log has it all.
 */
export function openProjectionStore(options: ProjectionStoreOptions): ProjectionStore {
  return openFound(options) ?? begin(options)
}

function openFound({ file, version, check }: ProjectionStoreOptions): ProjectionStore | undefined {
  let store: ProjectionStore | undefined
  try {
    store = connectStore(file, SETTINGS)
    const found = store.statement('PRAGMA user_version').get()
    if (integer(found ?? {}, 'user_version') === version) {
      check?.(store)
      return store
    }
  } catch {
    // Not ours, damaged, or killed before its first commit.
  }
  store?.[Symbol.dispose]()
  return undefined
}

function begin({ file, version, tables }: ProjectionStoreOptions): ProjectionStore {
  removeStore(file)
  const store = connectStore(file, SETTINGS)
  store.transaction(() => {
    store.exec(CREATE_PLACES)
    store.exec(tables)
    store.exec(`PRAGMA user_version = ${version}`)
  })
  return store
}
