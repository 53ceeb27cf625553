import { DatabaseSync } from 'node:sqlite'
import type { SQLOutputValue, StatementSync } from 'node:sqlite'

export type Row = Readonly<Record<string, SQLOutputValue>>

/** The one connection of `feeds.db`. Every call blocks the thread until SQLite is done. */
export interface FeedDatabase extends Disposable {
  /** Prepared once per text of SQL: never put a value into one. */
  statement(sql: string): StatementSync
  exec(sql: string): void
  /** Rolled back when `work` throws; `work` is synchronous and transactions do not nest. */
  transaction<T>(work: () => T): T
  /** In a transaction: what it deleted leaves the disk within half a day, and when this is disposed. */
  notePurge(): void
}

/** What was withdrawn leaves the main file, and the log beside it, within this time. */
const CHECKPOINT_EVERY_MS = 60_000

/**
 * `secure_delete` overwrites what is deleted; rows that SQLite moved from page to page before have left copies
 * (measured). Writing the file anew takes a second for each 100 MB and answers nobody meanwhile: so not at once.
 */
const PURGE_EVERY_MS = 12 * 60 * 60 * 1000

/**
 * A projection can be rebuilt, so `NORMAL` is enough: a commit survives kill -9, and a power loss can
 * only take the newest ones together with the position that names them.
 */
export function openFeedDatabase(file: string): FeedDatabase {
  const connection = new DatabaseSync(file)
  try {
    connection.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA secure_delete = ON;
      PRAGMA temp_store = MEMORY;
      PRAGMA cache_size = -16384;
      PRAGMA wal_autocheckpoint = 4000;
      PRAGMA journal_size_limit = 67108864;
    `)
  } catch (error) {
    connection.close()
    throw error
  }
  const statements = new Map<string, StatementSync>()
  const truncateLog = () => connection.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const purge = () => {
    if (connection.prepare('PRAGMA user_version').get()?.['user_version'] === 0) return
    connection.exec('VACUUM; PRAGMA user_version = 0')
    truncateLog()
  }
  const timers = [setInterval(truncateLog, CHECKPOINT_EVERY_MS), setInterval(purge, PURGE_EVERY_MS)]
  for (const timer of timers) timer.unref()
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
    // The number is in the file: a crash postpones the work and does not forget it.
    notePurge: () => connection.exec('PRAGMA user_version = 1'),
    [Symbol.dispose]() {
      if (!connection.isOpen) return
      for (const timer of timers) clearInterval(timer)
      try {
        purge()
        truncateLog()
      } finally {
        connection.close()
      }
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

export function optionalText(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : text(row, column)
}
