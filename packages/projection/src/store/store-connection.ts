import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { StatementSync } from 'node:sqlite'

/** The one connection to the file of a projection. Every call blocks the thread until SQLite is done. */
export interface ProjectionStore extends Disposable {
  /** Prepared once per text of SQL: never put a value into one. */
  statement(sql: string): StatementSync
  exec(sql: string): void
  /** Rolled back when `work` throws; `work` is synchronous and transactions do not nest. */
  transaction<T>(work: () => T): T
}

/**
 * What it holds can be made again, so `NORMAL` is enough: a commit survives kill -9, and a power loss can
 * only take the newest ones together with the place in the log that names them. `settings`: further PRAGMAs.
 */
export function connectStore(file: string, settings = ''): ProjectionStore {
  const connection = new DatabaseSync(file)
  try {
    connection.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA temp_store = MEMORY;
      PRAGMA cache_size = -16384;
      ${settings}
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

/** Before a fresh one is begun in its place: never on top of what was there (log §4). */
export function removeStore(file: string): void {
  if (file === ':memory:') return
  for (const suffix of ['-wal', '-shm', '-journal', '']) rmSync(file + suffix, { force: true })
}
