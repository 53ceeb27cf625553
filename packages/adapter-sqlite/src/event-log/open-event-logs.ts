import { isDeepStrictEqual } from 'node:util'
import { checkSpec, LogMisuseError, LogUnavailableError } from '@uniwire/ports'
import type { EventLog, EventLogs, StreamSpec } from '@uniwire/ports'
import { openDatabase } from '../sqlite/database.ts'
import type { Database } from '../sqlite/database.ts'
import { groupCommit } from '../sqlite/group-commit.ts'
import { eventLog } from './event-log.ts'
import { dropOld } from './retention.ts'
import { prepareLog } from './schema.ts'
import { openStream } from './stream.ts'
import type { Stream, StreamContext } from './stream.ts'

export interface EventLogsOptions {
  /** Path of `log.db`, or `:memory:` for a log that ends with its process. */
  readonly file: string
  /** Milliseconds since 1970: ack waits and the age of records. */
  readonly now: () => number
  /** A UUID: the generation of a new log. */
  readonly newId: () => string
  /** Failures of the timers (checkpoint, retention by days); nobody awaits them. */
  readonly onError?: (error: unknown) => void
  /** How long a call may block for another process's lock. Default 5,000. */
  readonly busyTimeoutMs?: number
  /**
   * No other process works on this file (`lockDataFolder`): deliveries that were out when the last one ended
   * are given again at once, and not after their ack wait.
   */
  readonly isAlone?: boolean
}

const RETENTION_EVERY_MS = 60_000

/**
 * All streams of one `log.db` over its only writing connection (log §8). Appends of one turn of the event
 * loop share a transaction, and so an fsync. Disposing commits what was asked for, empties the WAL, and
 * ends followers with `LogUnavailableError`.
 */
export function openEventLogs(options: EventLogsOptions): Promise<EventLogs> {
  return Promise.try(() => {
    const { file, newId, onError, busyTimeoutMs, isAlone = false } = options
    const database = openDatabase(file, {
      synchronous: 'FULL',
      ...(onError !== undefined && { onError }),
      ...(busyTimeoutMs !== undefined && { busyTimeoutMs }),
    })
    try {
      const generation = prepareLog(database, newId)
      // What was out when the last process ended is out no more: nobody is left to settle it.
      if (isAlone) database.exec('UPDATE leases SET due = 0')
      return eventLogs(database, generation, options)
    } catch (error) {
      database.close()
      throw error
    }
  })
}

function eventLogs(database: Database, generation: string, options: EventLogsOptions): EventLogs {
  const closing = new AbortController()
  const commits = groupCommit(database)
  const context: StreamContext = { database, commits, now: options.now, closing: closing.signal }
  const streams = new Map<string, { readonly stream: Stream; readonly log: EventLog }>()
  const drop = (stream: Stream) => dropAllOld(stream).catch((error: unknown) => options.onError?.(error))
  const retention = setInterval(() => {
    for (const { stream } of streams.values()) void drop(stream)
  }, RETENTION_EVERY_MS)
  retention.unref()

  return {
    async open(spec) {
      if (closing.signal.aborted) throw new LogUnavailableError(`${database.file} is closed`)
      checkSpec(spec)
      const known = streams.get(spec.name)
      if (known !== undefined) {
        if (isDeepStrictEqual(known.stream.spec, spec)) return known.log
        throw new LogMisuseError(`${spec.name} is open with other subjects or another retention`)
      }
      const stream = findOrCreate(spec, context)
      const log = eventLog(stream, generation)
      streams.set(spec.name, { stream, log })
      await drop(stream)
      return log
    },
    async [Symbol.asyncDispose]() {
      clearInterval(retention)
      closing.abort()
      for (const { stream } of streams.values()) stream.arrivals.notify()
      await commits[Symbol.asyncDispose]()
      database.close()
    },
  }
}

function findOrCreate(spec: StreamSpec, context: StreamContext): Stream {
  try {
    return openStream(spec, context)
  } catch (cause) {
    if (cause instanceof LogMisuseError) throw cause
    throw new LogUnavailableError(`${spec.name} could not be opened`, { cause })
  }
}

async function dropAllOld(stream: Stream): Promise<void> {
  if (stream.spec.retention.kind !== 'days') return
  while (await stream.commits.run(() => dropOld(stream)));
}
