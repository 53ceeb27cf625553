import { isDeepStrictEqual } from 'node:util'
import { jetstreamManager } from '@nats-io/jetstream'
import { TimeoutError } from '@nats-io/transport-node'
import { checkSpec, LogMisuseError, LogUnavailableError } from '@uniwire/ports'
import type { EventLog, EventLogs, StreamSpec } from '@uniwire/ports'
import { openConnection } from './connection.ts'
import type { NatsAddress, NatsNotice } from './connection.ts'
import { eventLog } from './event-log.ts'
import { generationOf } from './generation.ts'
import { namesIn } from './names.ts'
import { openStream } from './open-stream.ts'
import { GENERATION } from './stream-config.ts'
import type { Stream, StreamContext } from './stream.ts'
import { ask } from './unavailable.ts'

export interface NatsEventLogsOptions extends NatsAddress {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** A UUID: the generation of a new log, batches, followers. */
  readonly newId: () => string
  /** Keeps several logs apart on one server: a token before each subject, and before each stream's name. */
  readonly namespace?: string
  /** Servers of a cluster that keep each stream: 1, 3 or 5. Default 1. */
  readonly replicas?: number
  /** How long the server may be silent before a call gives up. Default 3,000. */
  readonly requestTimeoutMs?: number
  /** How often the server shows followers and waiting consumers that it is there. Default 2,000. */
  readonly heartbeatMs?: number
  readonly onNotice?: (notice: NatsNotice) => void
}

/** A busy disk takes seconds to make a stream. */
const SET_UP_TIMEOUT_MS = 6_000
/** A cluster that has just started takes its time to choose leaders, and until then answers nothing. */
const SET_UP_TRIES = 4
const NAMESPACE = /^[A-Za-z0-9-]+$/

/**
 * All streams of one log on a NATS server or cluster, over one connection that reconnects for ever. Rejects
 * with `LogUnavailableError` when there is no connection at first. Disposing ends followers with
 * `LogUnavailableError`.
 */
export async function openNatsEventLogs(options: NatsEventLogsOptions): Promise<EventLogs> {
  const { namespace, replicas = 1, now, newId, onNotice = () => undefined } = options
  const { requestTimeoutMs = 3_000, heartbeatMs = 2_000 } = options
  if (namespace !== undefined && !NAMESPACE.test(namespace)) {
    throw new LogMisuseError(`not a namespace: ${namespace}`)
  }
  const connection = await openConnection(options, onNotice)
  const closing = new AbortController()
  const names = namesIn(namespace)
  const streams = new Map<string, { readonly spec: StreamSpec; readonly log: Promise<EventLog> }>()
  const apiWithin = async (timeoutMs: number): Promise<Stream['api']> => {
    const jsm = await jetstreamManager(connection.nc, { checkAPI: false, timeout: timeoutMs })
    return (question) => connection.during(timeoutMs, () => question(jsm))
  }
  const patiently = await apiWithin(Math.max(requestTimeoutMs, SET_UP_TIMEOUT_MS))
  const context: StreamContext = {
    connection,
    api: await apiWithin(requestTimeoutMs),
    setUp: (question) => untilLed(() => patiently(question)),
    names,
    requestTimeoutMs,
    heartbeatMs,
    now,
    newId,
    onNotice,
    closing: closing.signal,
  }
  const openLog = (spec: StreamSpec) =>
    ask(`${spec.name} could not be opened`, async () => {
      const own = await context.setUp(async (jsm) => {
        const generation = await generationOf(jsm, { names, replicas, newId })
        return openStream({ jsm, spec, names, replicas, generation, onNotice })
      })
      return eventLog(streamOf(context, spec, own))
    })

  return {
    async open(spec) {
      if (closing.signal.aborted) throw new LogUnavailableError('the log is closed')
      checkSpec(spec)
      const known = streams.get(spec.name)
      if (known !== undefined) {
        if (isDeepStrictEqual(known.spec, spec)) return known.log
        throw new LogMisuseError(`${spec.name} is open with other subjects or another retention`)
      }
      const log = openLog(spec)
      streams.set(spec.name, { spec, log })
      // What could not be opened may be opened later.
      log.catch(() => streams.delete(spec.name))
      return log
    },
    async [Symbol.asyncDispose]() {
      closing.abort()
      await connection[Symbol.asyncDispose]()
    },
  }
}

async function untilLed<T>(question: () => Promise<T>): Promise<T> {
  for (let left = SET_UP_TRIES; ; left--) {
    try {
      return await question()
    } catch (error) {
      if (!(error instanceof TimeoutError) || left === 1) throw error
    }
  }
}

function streamOf(context: StreamContext, spec: StreamSpec, opened: string): Stream {
  const name = context.names.stream(spec.name)
  let generation = opened
  return {
    ...context,
    spec,
    name,
    generation: () => generation,
    async refresh() {
      const { config, state } = await context.api((jsm) => jsm.streams.info(name))
      generation = config.metadata?.[GENERATION] ?? generation
      return { generation, lastSequence: state.last_seq }
    },
  }
}
