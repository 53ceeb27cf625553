import { DatabaseSync } from 'node:sqlite'
import type { SQLOutputValue, StatementSync } from 'node:sqlite'

export type Row = Readonly<Record<string, SQLOutputValue>>

/** The one connection of the service's own file. Every call blocks the thread until SQLite is done. */
export interface Database extends Disposable {
  /** Prepared once per text of SQL: never put a value into one. */
  statement(sql: string): StatementSync
  exec(sql: string): void
  /** Rolled back when `work` throws; `work` is synchronous and transactions do not nest. */
  transaction<T>(work: () => T): T
}

/**
 * What it holds can be made again, so `NORMAL` is enough: a commit survives kill -9, and a power loss can
 * only take the newest ones together with the place in the log that names them.
 */
export function openDatabase(file: string): Database {
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

/** Throws TypeError: a column that holds something else was not written by this service. */
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
