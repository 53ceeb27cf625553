import { IndexGoneError } from '../engine/engine-errors.ts'
import type { Generations } from './generations.ts'
import { purge } from '../write/purge.ts'
import type { PurgeOptions } from '../write/purge.ts'
import { isAbandoned } from './rebuild-lease.ts'
import type { Lease } from './rebuild-lease.ts'
import type { Place } from '../write/views.ts'

/** What the index needs besides reading and writing; any process that writes it may do it. */
export interface Upkeep {
  /** Something was erased. */
  erased(): void
  close(): Promise<void>
}

export interface UpkeepOptions {
  readonly generations: Generations
  readonly lease: Lease
  /** The index, and the one that is kept. */
  readonly places: readonly Place[]
  /** Failures, which are tried again. */
  readonly onError: (error: unknown) => void
}

/** Erased text leaves the disk within a day (log §3); this leaves time to try again. */
const EVERY_MS = 3_600_000
/** Soon, and together with what else is erased by then; the engine lets go of it after 30 s. */
const AFTER_ERASING_MS = 45_000
const MOST_WAIT_MS = 60_000
/** Of a process that is asked to stop. */
const MOST_WAIT_AT_CLOSE_MS = 3_000

export async function startUpkeep(options: UpkeepOptions): Promise<Upkeep> {
  const { generations, lease, places, onError } = options
  let soon: NodeJS.Timeout | undefined
  let isClosed = false
  let running: Promise<void> = Promise.resolve()

  async function removeLeftovers(): Promise<void> {
    for (const other of await generations.others()) {
      if (await isAbandoned(lease, other)) await generations.remove(other)
    }
  }
  async function purgeAll(how: PurgeOptions): Promise<void> {
    for (const place of places) {
      await purge(place, how).catch((error: unknown) => {
        // Nothing is kept, or not any more.
        if (!(error instanceof IndexGoneError)) throw error
      })
    }
  }
  function inTurn(work: () => Promise<unknown>): Promise<void> {
    running = running
      .then(async () => void (isClosed || (await work())))
      .catch((error: unknown) => {
        // Work that was under way finds the connection closed; the note stays for the next process.
        if (!isClosed) onError(error)
      })
    return running
  }
  function purgeSoon(): void {
    soon ??= setTimeout(() => {
      soon = undefined
      void inTurn(() => purgeAll({ waitMs: MOST_WAIT_MS, how: 'whole' }))
    }, AFTER_ERASING_MS).unref()
  }

  await removeLeftovers().catch(onError)
  // What the process before this one had no time for.
  purgeSoon()
  const hourly = setInterval(() => {
    void inTurn(removeLeftovers)
    purgeSoon()
  }, EVERY_MS).unref()
  return {
    erased: purgeSoon,
    async close() {
      isClosed = true
      clearInterval(hourly)
      clearTimeout(soon)
      await purgeAll({ waitMs: MOST_WAIT_AT_CLOSE_MS, how: 'begin' }).catch(onError)
    },
  }
}
