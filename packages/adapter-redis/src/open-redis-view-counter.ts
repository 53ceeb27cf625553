import { EngineUnavailableError } from '@uniwire/ports'
import type { ViewCounter } from '@uniwire/ports'
import { connect } from './connect.ts'
import type { RedisAddress } from './connect.ts'
import { inspectServer } from './inspect-server.ts'
import type { RedisNotice } from './inspect-server.ts'
import { createLayout } from './layout.ts'
import type { Layout } from './layout.ts'
import { mostRead } from './most-read.ts'
import { readOutcomes, recordCalls, timed } from './record-views.ts'
import { createScripts } from './scripts.ts'
import type { Scripts } from './scripts.ts'
import { readUnsettled, settleCalls } from './settling.ts'
import { readTotals, seedCalls } from './totals.ts'
import { visitorSalt } from './visitor-salt.ts'

export interface RedisViewCounterOptions extends RedisAddress {
  /** In front of every key; without braces. Default `uniwire:views:`. */
  readonly keyPrefix?: string | undefined
  /** Milliseconds since 1970. Redis' own clock decides nothing that is counted. */
  readonly now: () => number
  /** How long a call may take before it is told that Redis does not answer. Default 5,000. */
  readonly timeoutMs?: number | undefined
  /** Failures of the connection, once per attempt; calls tell of them too. */
  readonly onError?: ((error: unknown) => void) | undefined
  /** Settings of the server under which counts can be lost, after each connect. */
  readonly onNotice?: ((notice: RedisNotice) => void) | undefined
}

/**
 * Counts in Redis 7 or newer, alone or a cluster, shared by any number of processes. Resolves before Redis
 * answers: calls wait for it. An event id is remembered for eight days, a visitor until an hour after the
 * UTC day, an hour's count for 32 days. Visitors of an article and day are exact up to 512, estimated beyond
 * (standard error 0.81 %). A resolved call survives what `appendfsync` lets it survive.
 * Throws RangeError for options that are none, and what reading the CA file throws; `record` and `mostRead`
 * throw RangeError for a time that is none.
 */
export function openRedisViewCounter(options: RedisViewCounterOptions): Promise<ViewCounter> {
  return Promise.try(() => {
    const { keyPrefix = 'uniwire:views:', now, timeoutMs = 5_000, onError, onNotice } = options
    const layout = createLayout(keyPrefix)
    const connection = connect(options, timeoutMs)
    if (onNotice !== undefined) inspectServer(connection, onNotice)
    const scripts = createScripts(connection, { timeoutMs, onError })
    return viewCounter(layout, scripts, { now, isCluster: options.cluster === true })
  })
}

function viewCounter(
  layout: Layout,
  scripts: Scripts,
  { now, isCluster }: { readonly now: () => number; readonly isCluster: boolean },
): ViewCounter {
  const { run } = scripts
  const turns = createTurns()
  return {
    record: (views) =>
      readable(async () => {
        const timedViews = timed(views)
        const time = now()
        const calls = recordCalls(layout, timedViews, {
          now: time,
          firstTurn: turns.take(views.length, time),
          isCluster,
        })
        return readOutcomes(calls, await run(calls.map(({ call }) => call)))
      }),
    totals: (articles) => readable(() => readTotals(layout, run, articles)),
    seed: (seeds) =>
      readable(async () => {
        await run(seedCalls(layout, seeds, now()))
      }),
    mostRead: (query) => readable(() => mostRead(layout, run, query)),
    unsettled: (limit) => readable(() => readUnsettled(layout, run, limit)),
    settle: (settled) =>
      readable(async () => {
        await run(settleCalls(layout, settled))
      }),
    visitorSalt: (day, offered) => readable(() => visitorSalt(layout, run, { day, offered, now: now() })),
    [Symbol.asyncDispose]: () => scripts[Symbol.asyncDispose](),
  }
}

/**
 * Places in the queue of what is to be settled. No counter is shared by all shards of a cluster, so the
 * clock orders them, and of one process exactly, also when its clock is set back.
 */
function createTurns(): { take(count: number, now: number): number } {
  let next = 0
  return {
    take(count, now) {
      const first = Math.max(next, now * 1_000)
      next = first + count
      return first
    },
  }
}

/** What cannot be read was not written by this package: another program uses the same keys. */
async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof TypeError) throw new EngineUnavailableError('unreadable keys in Redis', { cause })
    throw cause
  }
}
