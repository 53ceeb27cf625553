import { integer } from '../sqlite/columns.ts'
import type { Database } from '../sqlite/database.ts'
import { readMeta, writeMeta } from './meta.ts'
import { inTransaction, write } from './writing.ts'

/** Pages of 4 KiB that one step may write: a few milliseconds. */
const STEP_PAGES = 64

/**
 * A contentless FTS5 table only marks a row as deleted; its tokens stay in the file until their segment is
 * merged. What was erased must leave the disk within a day (log §3), so an index that saw an article become
 * a stub merges all segments. The mark is in the file: a crash postpones the work and does not forget it.
 */
export function notePurge(database: Database): void {
  writeMeta(database, 'purge', String(Number(readMeta(database, 'purge') ?? 0) + 1))
}

export function purgeIsDue(database: Database): boolean {
  return Number(readMeta(database, 'purge') ?? 0) > 0
}

/** A merge of everything, in steps: each call is one, true when it was the last. */
export function purge(database: Database): () => boolean {
  const promised = readMeta(database, 'purge')
  const merges = ['terms', 'links'].map((table) => mergeInSteps(database, table))
  let merged = 0
  return () =>
    inTransaction(database, () => {
      if (merges[merged]?.() === true) merged += 1
      if (merged < merges.length) return false
      database.exec(`INSERT INTO titles (titles) VALUES ('optimize')`)
      // Stubs that came meanwhile are in segments of their own.
      if (readMeta(database, 'purge') === promised) writeMeta(database, 'purge', '0')
      return true
    })
}

/** Each call is one step, true when there was nothing left to merge. */
function mergeInSteps(database: Database, table: string): () => boolean {
  const merge = `INSERT INTO ${table} (${table}, rank) VALUES ('merge', ?)`
  let first = true
  return () => {
    const before = totalChanges(database)
    // Negative: every segment is taken, not only those that a level has too many of.
    write(database, merge, first ? -STEP_PAGES : STEP_PAGES)
    first = false
    // The merge itself counts as one change or none when there was nothing to do.
    return totalChanges(database) - before < 2
  }
}

function totalChanges(database: Database): number {
  const row = database.statement('SELECT total_changes() AS changes').get()
  return row === undefined ? 0 : integer(row, 'changes')
}
