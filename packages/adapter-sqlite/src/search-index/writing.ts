import type { SQLInputValue } from 'node:sqlite'
import type { Row } from '../sqlite/columns.ts'
import type { Database } from '../sqlite/database.ts'

/**
 * Runs a statement that writes, and gives the row of its `RETURNING`. Not by `run()`, here and below: that
 * reports the last rowid of the connection, and FTS5 writes rows of its own, some numbered beyond 2^53
 * (deletions); `run()` then throws a RangeError after the statement is done, be it a `BEGIN` or a `COMMIT`.
 */
export function write(database: Database, sql: string, ...values: readonly SQLInputValue[]): Row | undefined {
  return database.statement(sql).get(...values)
}

/** As `Database.transaction`, which uses `run()`. */
export function inTransaction<T>(database: Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    rollBack(database)
    throw error
  }
}

/** A full disk or an I/O error has rolled back already; the first error says more than this one would. */
function rollBack(database: Database): void {
  try {
    database.exec('ROLLBACK')
  } catch {
    // No transaction is open.
  }
}
