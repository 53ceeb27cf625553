import { once } from 'node:events'
import { open, rename, rm } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'

/**
 * A copy of a database that others go on writing to, as it was at one moment, in a file of that name: all of
 * it, or none. On a thread of its own, for `VACUUM INTO` takes as long as the disk takes (log §8). What was
 * erased before is not in it.
 */
export async function copyDatabase(file: string, to: string): Promise<void> {
  const part = `${to}.part`
  await rm(part, { force: true })
  const worker = new Worker(new URL('./copy-worker.ts', import.meta.url), { workerData: { file, to: part } })
  // Rejects with what the worker throws.
  await once(worker, 'exit')
  {
    await using copy = await open(part, 'r+')
    await copy.sync()
  }
  await rename(part, to)
}
