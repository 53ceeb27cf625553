import { EngineUnavailableError } from '@uniwire/ports'
import type { ViewCounter } from '@uniwire/ports'
import { openDatabase } from '../sqlite/database.ts'
import type { Database } from '../sqlite/database.ts'
import { groupCommit } from '../sqlite/group-commit.ts'
import type { GroupCommit } from '../sqlite/group-commit.ts'
import { mostRead } from './most-read.ts'
import { recordViews, timed } from './record-views.ts'
import { prepareViews } from './schema.ts'
import { sweepSome } from './sweep.ts'
import { createVisitorSalts } from './visitor-salts.ts'
import { readTotals, readUnsettled, seedArticle, settleDays } from './totals.ts'

export interface ViewCounterOptions {
  /** Path of `views.db`, or `:memory:` for counts that end with their process. */
  readonly file: string
  /** Milliseconds since 1970: ages event ids, and tells which days are over. */
  readonly now: () => number
  /** Failures of the timers (checkpoint, sweep); nobody awaits them. */
  readonly onError?: (error: unknown) => void
  /** How long a call may block for another process's lock. Default 5,000. */
  readonly busyTimeoutMs?: number
}

const SWEEP_EVERY_MS = 60_000

/**
 * Counts in one `views.db` over its only writing connection (log §8). An event id is remembered for eight
 * days, a visitor until an hour after the UTC day, an hour's count for 32 days. Calls of one turn of the
 * event loop share a transaction; a resolved one survives power loss, as far as fsync goes.
 * `mostRead` reads in slices, and other calls are answered in between.
 * `record` and `mostRead` throw RangeError for a time that is none.
 */
export function openViewCounter(options: ViewCounterOptions): Promise<ViewCounter> {
  return Promise.try(() => {
    const { file, onError, busyTimeoutMs } = options
    const database = openDatabase(file, {
      synchronous: 'FULL',
      ...(onError !== undefined && { onError }),
      ...(busyTimeoutMs !== undefined && { busyTimeoutMs }),
    })
    try {
      prepareViews(database)
      return viewCounter(database, options)
    } catch (error) {
      database.close()
      throw error
    }
  })
}

function viewCounter(database: Database, { now, onError }: ViewCounterOptions): ViewCounter {
  const commits = groupCommit(database)
  const store = <T>(work: () => T) => unavailableOnFailure(() => commits.run(work))
  const ask = <T>(read: () => T) => unavailableOnFailure(() => Promise.try(read))
  const sweeping = setInterval(() => {
    sweepAll(database, commits, now).catch((error: unknown) => onError?.(error))
  }, SWEEP_EVERY_MS)
  sweeping.unref()
  const salts = createVisitorSalts(now)

  return {
    async record(views) {
      const timedViews = timed(views)
      return store(() => recordViews(database, timedViews, now()))
    },
    totals: (articles) => ask(() => articles.map((article) => readTotals(database, article))),
    seed: (seeds) =>
      store(() => {
        for (const seed of seeds) seedArticle(database, seed)
      }),
    mostRead: (query) => ask(() => mostRead(database, query)),
    unsettled: (limit) => ask(() => readUnsettled(database, limit)),
    settle: (settled) => store(() => settleDays(database, settled)),
    visitorSalt: (day, offered) => Promise.resolve(salts.of(day, offered)),
    async [Symbol.asyncDispose]() {
      clearInterval(sweeping)
      salts.forget()
      await commits[Symbol.asyncDispose]()
      database.close()
    },
  }
}

async function sweepAll(database: Database, commits: GroupCommit, now: () => number): Promise<void> {
  while (await commits.run(() => sweepSome(database, now())));
}

async function unavailableOnFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof RangeError) throw cause
    throw new EngineUnavailableError('views.db did not answer', { cause })
  }
}
