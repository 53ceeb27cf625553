import type { ProjectionStore } from '@uniwire/projection'
import { connectStore } from '@uniwire/projection'

/** The one connection of `feeds.db`. */
export interface FeedDatabase extends ProjectionStore {
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

const SETTINGS = `
  PRAGMA secure_delete = ON;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA journal_size_limit = 67108864;
`

export function openFeedDatabase(file: string): FeedDatabase {
  const store = connectStore(file, SETTINGS)
  let isOpen = true
  const truncateLog = () => store.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const purge = () => {
    if (store.statement('PRAGMA user_version').get()?.['user_version'] === 0) return
    store.exec('VACUUM; PRAGMA user_version = 0')
    truncateLog()
  }
  const timers = [setInterval(truncateLog, CHECKPOINT_EVERY_MS), setInterval(purge, PURGE_EVERY_MS)]
  for (const timer of timers) timer.unref()
  return {
    ...store,
    // The number is in the file: a crash postpones the work and does not forget it.
    notePurge: () => store.exec('PRAGMA user_version = 1'),
    [Symbol.dispose]() {
      if (!isOpen) return
      isOpen = false
      for (const timer of timers) clearInterval(timer)
      try {
        purge()
        truncateLog()
      } finally {
        store[Symbol.dispose]()
      }
    },
  }
}
