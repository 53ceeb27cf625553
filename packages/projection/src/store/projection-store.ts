import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { SQLOutputValue, StatementSync } from 'node:sqlite'

export type Row = Readonly<Record<string, SQLOutputValue>>

/**
 * The one connection to a file in which a projection keeps what a start would otherwise read from a whole
 * stream. Every call blocks the thread until SQLite is done.
 */
export interface ProjectionStore extends Disposable {
  /** Prepared once per text of SQL: never put a value into one. */
  statement(sql: string): StatementSync
  exec(sql: string): void
  /** Rolled back when `work` throws; `work` is synchronous and transactions do not nest. */
  transaction<T>(work: () => T): T
}

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

/** What is no such store, or damaged, is thrown away: the log has it all. */
export function openProjectionStore(options: ProjectionStoreOptions): ProjectionStore {
  return openFound(options) ?? begin(options)
}

function openFound({ file, version, check }: ProjectionStoreOptions): ProjectionStore | undefined {
  let store: ProjectionStore | undefined
  try {
    store = connect(file)
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
  if (file !== ':memory:') for (const suffix of ['-wal', '-shm', '']) rmSync(file + suffix, { force: true })
  const store = connect(file)
  store.transaction(() => {
    store.exec(CREATE_PLACES)
    store.exec(tables)
    store.exec(`PRAGMA user_version = ${version}`)
  })
  return store
}

/**
 * What it holds can be made again, so `NORMAL` is enough: a commit survives kill -9, and a power loss can
 * only take the newest ones together with the place in the log that names them.
 */
function connect(file: string): ProjectionStore {
  const connection = new DatabaseSync(file)
  try {
    connection.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA temp_store = MEMORY;
      PRAGMA cache_size = -16384;
      PRAGMA journal_size_limit = 16777216;
    `)
  } catch (error) {
    connection.close()
    throw error
  }
  const statements = new Map<string, StatementSync>()
  return {
    statement(sql) {
      const known = statements.get(sql)
      if (known !== undefined) return known
      const prepared = connection.prepare(sql)
      statements.set(sql, prepared)
      return prepared
    },
    exec: (sql) => connection.exec(sql),
    transaction(work) {
      connection.exec('BEGIN IMMEDIATE')
      try {
        const result = work()
        connection.exec('COMMIT')
        return result
      } catch (error) {
        // A full disk has rolled back already; a second ROLLBACK would hide the cause.
        if (connection.isTransaction) connection.exec('ROLLBACK')
        throw error
      }
    },
    [Symbol.dispose]() {
      if (connection.isOpen) connection.close()
    },
  }
}

/** Throws TypeError: a column that holds something else was not written by this store. */
export function integer(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw new TypeError(`column ${column}: expected an integer`)
  return value
}

export function text(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`column ${column}: expected text`)
  return value
}
