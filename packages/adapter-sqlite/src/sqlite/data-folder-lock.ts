import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Another process, or another part of this one, works in the folder. */
export class DataFolderLockedError extends Error {
  override readonly name = 'DataFolderLockedError'
  readonly code = 'data-folder-locked'
}

interface Owner {
  readonly pid: number
  /** UTC instant. */
  readonly since: string
}

const LOCK_FILE = 'lock.db'
/**
 * Who holds the lock is written beside the lock, never into it: closing any handle on a file drops all
 * POSIX locks that the process has on it, so nobody but SQLite may open `lock.db`.
 */
const OWNER_FILE = 'lock-owner.json'
/** A connection that nothing refers to is collected, and its lock with it (seen on Node 26). */
const held = new Set<DatabaseSync>()

/**
 * Makes this process the only one that works in `folder`, which is created when it is not there, until
 * the lock is disposed or the process ends, however it ends: the operating system drops the lock then.
 * Rejects with `DataFolderLockedError`, which names the process that has it.
 */
export async function lockDataFolder(
  folder: string,
  { now }: { readonly now: () => number },
): Promise<AsyncDisposable> {
  await mkdir(folder, { recursive: true })
  const lock = new DatabaseSync(join(folder, LOCK_FILE), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    if (isBusy(cause)) throw new DataFolderLockedError(await describeLock(folder), { cause })
    throw cause
  }
  try {
    await writeOwner(folder, { pid: process.pid, since: new Date(now()).toISOString() })
  } catch (error) {
    lock.close()
    throw error
  }
  held.add(lock)
  return {
    [Symbol.asyncDispose]() {
      if (held.delete(lock)) lock.close()
      return Promise.resolve()
    },
  }
}

/** SQLITE_BUSY, with any extension of it in the higher bits. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5
}

/** Whole or not at all: whoever is refused reads it at any moment. */
async function writeOwner(folder: string, owner: Owner): Promise<void> {
  const draft = join(folder, `${OWNER_FILE}.${process.pid}`)
  await writeFile(draft, `${JSON.stringify(owner)}\n`)
  await rename(draft, join(folder, OWNER_FILE))
}

async function describeLock(folder: string): Promise<string> {
  try {
    const owner: unknown = JSON.parse(await readFile(join(folder, OWNER_FILE), 'utf8'))
    if (isOwner(owner)) return `${folder} is in use by process ${owner.pid} since ${owner.since}`
  } catch {
    // The other process has the lock and has not written its name yet; the message can do without.
  }
  return `${folder} is in use by another process`
}

function isOwner(value: unknown): value is Owner {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'since' in value &&
    typeof value.since === 'string'
  )
}
