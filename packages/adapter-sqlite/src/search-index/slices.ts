import { setImmediate } from 'node:timers/promises'
import type { Database } from '../sqlite/database.ts'
import { inTransaction } from './writing.ts'

/** How long a transaction may keep queries waiting is 25 ms (log §8); the aim leaves room for a slow commit. */
const SLICE_MS = 20

/** Writes of one index, one after the other, in transactions short enough for queries to come between. */
export interface SlicedWriter {
  /**
   * Writes the items in order. `write` returns the outcome and, if memory has to follow the file, what to do
   * after the commit. Items of a slice that fails are not written; those of earlier slices are.
   */
  each<T, R>(items: readonly T[], write: (item: T) => Written<R>): Promise<readonly R[]>
  /** Runs after what is being written, and before what is asked for later. */
  alone<T>(work: () => T): Promise<T>
}

export interface Written<R> {
  readonly outcome: R
  readonly committed?: () => void
}

export function slicedWriter(database: Database, elapsedMs: () => number): SlicedWriter {
  let tail: Promise<unknown> = Promise.resolve()
  // What a commit costs (FTS5 writes and merges its segments then) is only known afterwards.
  let writingMs = SLICE_MS / 2

  function inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const turn = tail.then(work)
    tail = turn.catch(() => undefined)
    return turn
  }

  function slice<T, R>(items: readonly T[], from: number, write: (item: T) => Written<R>): readonly R[] {
    const begun = elapsedMs()
    const written = inTransaction(database, () => {
      const done: Written<R>[] = []
      for (let index = from; index < items.length; index++) {
        // The loop's own bound keeps the index inside; T itself may include undefined.
        done.push(write(items[index] as T))
        if (elapsedMs() - begun > writingMs) break
      }
      return done
    })
    for (const { committed } of written) committed?.()
    const share = SLICE_MS / Math.max(1, elapsedMs() - begun)
    writingMs = Math.min(SLICE_MS, Math.max(2, writingMs * Math.min(1.5, share)))
    return written.map(({ outcome }) => outcome)
  }

  return {
    alone: inTurn,
    each: (items, write) =>
      inTurn(async () => {
        const outcomes: ReturnType<typeof write>['outcome'][] = []
        while (outcomes.length < items.length) {
          outcomes.push(...slice(items, outcomes.length, write))
          await setImmediate()
        }
        return outcomes
      }),
  }
}
