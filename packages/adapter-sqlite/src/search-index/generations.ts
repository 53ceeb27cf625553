import { closeSync, existsSync, fsyncSync, openSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { openGeneration, removeIndexFile } from './generation.ts'
import type { Generation } from './generation.ts'
import type { OpenInput, Target } from './protocol.ts'
import { purge, purgeIsDue } from './purge.ts'

/** The index, and the one that is being built beside it. */
export interface Generations {
  readonly current: Generation
  /** Throws `RebuildOverError` for a generation that is neither. */
  find(target: Target): Generation
  beginRebuild(indexId: string): Promise<void>
  swap(indexId: string): Promise<void>
  abandon(indexId: string): Promise<void>
  /** Removes erased tokens from disk, then closes. */
  close(): Promise<void>
}

/** The rebuild was abandoned, replaced by another, or lost with a worker that kept it in memory. */
export class RebuildOverError extends Error {
  override readonly name = 'RebuildOverError'
}

const IN_MEMORY = ':memory:'
/** Erased tokens leave the disk within a day (log §3); this leaves time to try again. */
const PURGE_EVERY_MS = 3_600_000

export function openGenerations(input: OpenInput, onError: (error: unknown) => void): Generations {
  const { folder, freshId, session, weights } = input
  const inMemory = folder === IN_MEMORY
  const file = inMemory ? IN_MEMORY : join(folder, 'search.db')
  const nextFile = inMemory ? IN_MEMORY : join(folder, 'search.next.db')
  const open = (path: string, id: string) =>
    openGeneration({ file: path, freshId: id, session, weights, onError })

  let current = open(file, freshId)
  let next = input.rebuild !== undefined && existsSync(nextFile) ? open(nextFile, freshId) : undefined
  if (next === undefined || next.indexId !== input.rebuild) discardNext()
  let purging = Promise.resolve()
  const timer = setInterval(() => void purgeCurrent(), PURGE_EVERY_MS).unref()

  function purgeCurrent(): Promise<void> {
    const purged = current
    purging = purging.then(() => finishPurge(purged, () => purged !== current)).catch(onError)
    return purging
  }

  function discardNext(): void {
    next?.database.close()
    next = undefined
    if (!inMemory) removeIndexFile(nextFile)
  }

  function rebuilt(indexId: string): Generation {
    if (next?.indexId !== indexId) throw new RebuildOverError(`the rebuild ${indexId} is over`)
    return next
  }

  return {
    get current() {
      return current
    },
    find(target) {
      return target === 'current' || target.indexId === current.indexId ? current : rebuilt(target.indexId)
    },
    async beginRebuild(indexId) {
      if (next !== undefined) await next.writer.alone(discardNext)
      next = open(nextFile, indexId)
    },
    async swap(indexId) {
      // Repeated after an answer that was lost.
      if (current.indexId === indexId) return
      await rebuilt(indexId).writer.alone(() =>
        current.writer.alone(() => {
          const replacement = rebuilt(indexId)
          if (!inMemory) moveIntoPlace(replacement, current, { file, nextFile, folder })
          else current.database.close()
          current = inMemory ? replacement : open(file, indexId)
          next = undefined
        }),
      )
    },
    async abandon(indexId) {
      await next?.writer.alone(() => {
        if (next?.indexId === indexId) discardNext()
      })
    },
    async close() {
      clearInterval(timer)
      if (next !== undefined) await next.writer.alone(discardNext)
      await purgeCurrent()
      await current.writer.alone(() => current.database.close())
    },
  }
}

/**
 * The rename is the moment of the swap: before it the old file is whole, after it the new one is. Both are
 * closed first, so that neither has a WAL: an old WAL beside the new file would be replayed into it.
 */
function moveIntoPlace(
  replacement: Generation,
  current: Generation,
  paths: { readonly file: string; readonly nextFile: string; readonly folder: string },
): void {
  replacement.database.close()
  current.database.close()
  for (const path of [paths.file, paths.nextFile]) {
    const left = statSync(`${path}-wal`, { throwIfNoEntry: false })
    if (left !== undefined && left.size > 0) throw new Error(`${path}: another process holds its WAL`)
  }
  renameSync(paths.nextFile, paths.file)
  const directory = openSync(paths.folder, 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}

async function finishPurge({ database, writer }: Generation, isReplaced: () => boolean): Promise<void> {
  if (isReplaced() || database.file === IN_MEMORY || !purgeIsDue(database)) return
  const step = purge(database)
  while (!(await writer.alone(() => isReplaced() || step()))) await setImmediate()
  // The WAL still holds pages as they were.
  if (!isReplaced()) await writer.alone(() => database.checkpoint('TRUNCATE'))
}
