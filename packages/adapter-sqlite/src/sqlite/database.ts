import { DatabaseSync } from 'node:sqlite'
import type { StatementSync } from 'node:sqlite'

export interface DatabaseOptions {
  /**
   * `FULL`: a committed transaction survives power loss, as far as fsync goes.
   * `NORMAL`: it survives kill -9; power loss may take the newest ones, in order. For what can be rebuilt.
   */
  readonly synchronous: 'FULL' | 'NORMAL'
  /** Deleted and overwritten bytes are zeroed in the file. Default true. */
  readonly secureDelete?: boolean
  /** How long a statement waits for another process's lock, blocking this thread. Default 5,000. */
  readonly busyTimeoutMs?: number
  /** Page cache. Default 16 MiB. */
  readonly cacheKib?: number
  /** Pause between `PASSIVE` checkpoints (log §8); 0: none. Default 5,000. */
  readonly checkpointEveryMs?: number
  /** Failures of the checkpoint timer; nobody awaits it. */
  readonly onError?: (error: unknown) => void
}

/** The one writing connection of a file. Every call blocks the thread until SQLite is done. */
export interface Database extends Disposable {
  readonly file: string
  /** Prepared once per text of SQL, so texts must be few: never put a value into one. */
  statement(sql: string): StatementSync
  /** Several statements without parameters, as in a schema. */
  exec(sql: string): void
  /**
   * `BEGIN IMMEDIATE` … `COMMIT`; rolled back when `work` throws. `work` is synchronous: nothing else
   * of this thread can come between its statements. Transactions do not nest.
   */
  transaction<T>(work: () => T): T
  /**
   * Moves the WAL into the file; `TRUNCATE` also empties the WAL. False when another connection, or an
   * iterator left open in this one, kept it from finishing.
   */
  checkpoint(mode: 'PASSIVE' | 'TRUNCATE'): boolean
  /** After a `TRUNCATE` checkpoint, so that one file is the whole state. A second call does nothing. */
  close(): void
}

const IN_MEMORY = ':memory:'
/** Between two timer checkpoints the WAL may grow to this, in pages of 4 KiB, before a commit checkpoints. */
const AUTOCHECKPOINT_PAGES = 4_000
const WAL_LEFT_ON_DISK_BYTES = 64 * 1024 * 1024

/** Opens or creates `file`; `:memory:` is a private database that ends with its connection. */
export function openDatabase(file: string, options: DatabaseOptions): Database {
  const connection = new DatabaseSync(file, { timeout: options.busyTimeoutMs ?? 5_000 })
  try {
    configure(connection, file, options)
  } catch (error) {
    connection.close()
    throw error
  }
  const statements = new Map<string, StatementSync>()

  const database: Database = {
    file,
    statement(sql) {
      const known = statements.get(sql)
      if (known !== undefined) return known
      const prepared = connection.prepare(sql)
      statements.set(sql, prepared)
      return prepared
    },
    exec: (sql) => connection.exec(sql),
    transaction: (work) => inTransaction(connection, database, work),
    checkpoint: (mode) => checkpoint(database, mode),
    close() {
      if (!connection.isOpen) return
      clearInterval(timer)
      try {
        database.checkpoint('TRUNCATE')
      } finally {
        statements.clear()
        connection.close()
      }
    },
    [Symbol.dispose]: () => database.close(),
  }
  const timer = checkpointTimer(database, options)
  return database
}

function configure(connection: DatabaseSync, file: string, options: DatabaseOptions): void {
  const mode = connection.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode']
  if (mode !== 'wal' && file !== IN_MEMORY) {
    throw new Error(`${file}: the file system does not support write-ahead logging (got ${String(mode)})`)
  }
  connection.exec(`
    PRAGMA synchronous = ${options.synchronous};
    PRAGMA secure_delete = ${(options.secureDelete ?? true) ? 'ON' : 'OFF'};
    PRAGMA foreign_keys = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -${options.cacheKib ?? 16 * 1024};
    PRAGMA wal_autocheckpoint = ${AUTOCHECKPOINT_PAGES};
    PRAGMA journal_size_limit = ${WAL_LEFT_ON_DISK_BYTES};
  `)
}

function inTransaction<T>(connection: DatabaseSync, database: Database, work: () => T): T {
  database.statement('BEGIN IMMEDIATE').run()
  try {
    const result = work()
    database.statement('COMMIT').run()
    return result
  } catch (error) {
    // A full disk or an I/O error has rolled back already; a second ROLLBACK would hide the cause.
    if (connection.isTransaction) database.statement('ROLLBACK').run()
    throw error
  }
}

function checkpoint(database: Database, mode: 'PASSIVE' | 'TRUNCATE'): boolean {
  const row = database.statement(`PRAGMA wal_checkpoint(${mode})`).get()
  return row?.['busy'] === 0 && row['log'] === row['checkpointed']
}

function checkpointTimer(database: Database, options: DatabaseOptions): NodeJS.Timeout | undefined {
  const everyMs = options.checkpointEveryMs ?? 5_000
  if (everyMs === 0 || database.file === IN_MEMORY) return undefined
  const timer = setInterval(() => {
    try {
      database.checkpoint('PASSIVE')
    } catch (error) {
      options.onError?.(error)
    }
  }, everyMs)
  return timer.unref()
}
