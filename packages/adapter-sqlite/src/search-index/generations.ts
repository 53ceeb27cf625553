import { closeSync, existsSync, fsyncSync, openSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { openGeneration, removeIndexFile } from './generation.ts'
import type { Generation } from './generation.ts'
import type { OpenInput, Target } from './protocol.ts'
import { purge, purgeIsDue } from './purge.ts'

/** The index, the one that is being built beside it, and the one that it replaced. */
export interface Generations {
  readonly current: Generation
  readonly kept: Generation | undefined
  /** Throws `RebuildOverError` for a generation that is none of them. */
  find(target: Target): Generation
  beginRebuild(indexId: string): Promise<void>
  swap(indexId: string): Promise<void>
  abandon(indexId: string): Promise<void>
  forgetKept(): Promise<void>
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
  const keptFile = inMemory ? IN_MEMORY : join(folder, 'search.kept.db')
  const open = (path: string, id: string, isSearched = true) =>
    openGeneration({ file: path, freshId: id, session, weights, isSearched, onError })

  if (!inMemory) finishMoves(folder, file, keptFile)
  let current = open(file, freshId)
  let next = input.rebuild !== undefined && existsSync(nextFile) ? open(nextFile, freshId) : undefined
  if (next === undefined || next.indexId !== input.rebuild) discardNext()
  let kept = !inMemory && existsSync(keptFile) ? open(keptFile, freshId, false) : undefined
  // Of another layout: it was just made anew, and empty.
  if (kept?.indexId === freshId) discardKept()
  let purging = Promise.resolve()
  const timer = setInterval(() => void purgeBoth(), PURGE_EVERY_MS).unref()

  async function purgeBoth(): Promise<void> {
    for (const purged of [current, kept]) {
      if (purged === undefined) continue
      const isReplaced = () => purged !== current && purged !== kept
      purging = purging.then(() => finishPurge(purged, isReplaced)).catch(onError)
    }
    await purging
  }

  function discardKept(): void {
    kept?.database.close()
    kept = undefined
    if (!inMemory) removeIndexFile(keptFile)
  }

  function discardNext(): void {
    next?.database.close()
    next = undefined
    if (!inMemory) removeIndexFile(nextFile)
  }

  function rebuilt(indexId: string): Generation {
    const found = [next, kept].find((generation) => generation?.indexId === indexId)
    if (found === undefined) throw new RebuildOverError(`the rebuild ${indexId} is over`)
    return found
  }

  /** Nobody is writing to any of them. */
  function replaceCurrent(indexId: string): void {
    const replacement = rebuilt(indexId)
    const isKept = replacement === kept
    if (!isKept) discardKept()
    if (inMemory) kept = current
    else {
      moveIntoPlace(replacement, current, { folder, file, keptFile })
      kept = open(keptFile, freshId, false)
    }
    current = inMemory ? replacement : open(file, indexId)
    if (!isKept) next = undefined
  }

  return {
    get current() {
      return current
    },
    get kept() {
      return kept
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
      const replacement = rebuilt(indexId)
      const all = new Set([replacement, current, ...(kept === undefined ? [] : [kept])])
      await whenNobodyWrites([...all], () => replaceCurrent(indexId))
    },
    async abandon(indexId) {
      await next?.writer.alone(() => {
        if (next?.indexId === indexId) discardNext()
      })
    },
    async forgetKept() {
      await kept?.writer.alone(discardKept)
    },
    async close() {
      clearInterval(timer)
      if (next !== undefined) await next.writer.alone(discardNext)
      await purgeBoth()
      await kept?.writer.alone(() => kept?.database.close())
      await current.writer.alone(() => current.database.close())
    },
  }
}

async function whenNobodyWrites([one, ...others]: readonly Generation[], work: () => void): Promise<void> {
  if (one === undefined) return work()
  await one.writer.alone(() => whenNobodyWrites(others, work))
}

/** Where the index is while another one takes its place. */
const MOVED = 'search.swap.db'

/**
 * Three renames, and at any moment between them `finishMoves` finds one whole index. All are closed first, so
 * that none has a WAL: an old WAL beside another file would be replayed into it.
 */
function moveIntoPlace(
  replacement: Generation,
  current: Generation,
  { folder, file, keptFile }: { readonly folder: string; readonly file: string; readonly keptFile: string },
): void {
  const from = replacement.database.file
  replacement.database.close()
  current.database.close()
  for (const path of [file, from]) {
    const left = statSync(`${path}-wal`, { throwIfNoEntry: false })
    if (left !== undefined && left.size > 0) throw new Error(`${path}: another process holds its WAL`)
  }
  const moved = join(folder, MOVED)
  renameSync(file, moved)
  renameSync(from, file)
  renameSync(moved, keptFile)
  const directory = openSync(folder, 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}

/** After a crash in the middle of a swap: what had no other in its place yet is the index again. */
function finishMoves(folder: string, file: string, keptFile: string): void {
  const moved = join(folder, MOVED)
  if (existsSync(moved)) renameSync(moved, existsSync(file) ? keptFile : file)
}

async function finishPurge({ database, writer }: Generation, isReplaced: () => boolean): Promise<void> {
  if (isReplaced() || database.file === IN_MEMORY || !purgeIsDue(database)) return
  const step = purge(database)
  while (!(await writer.alone(() => isReplaced() || step()))) await setImmediate()
  // The WAL still holds pages as they were.
  if (!isReplaced()) await writer.alone(() => database.checkpoint('TRUNCATE'))
}
