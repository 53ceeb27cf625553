import type { Msg } from '@nats-io/transport-node'
import type { Connection } from './connection.ts'
import { untilKnown } from './until-known.ts'

export interface PullRequest {
  /** Names on the server. */
  readonly stream: string
  readonly consumer: string
  readonly max: number
  readonly maxBytes: number
  /** How long to wait for the first message; 0: give what is there. */
  readonly waitMs: number
  readonly heartbeatMs: number
  /** How long the server may take to answer at all. */
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** The server is alive and has nothing. `true` ends the pull. */
  readonly onIdle?: (idle: Idle) => boolean
}

/** How much the consumer has delivered, and up to which sequence it has looked. */
export interface Idle {
  readonly delivery: number
  readonly sequence: number
}

/** Two without an answer may be a slow moment, three are a lost server (log §4). */
const MISSED_HEARTBEATS = 3
const STATUS = { idle: 100, noMessages: 404, timeout: 408, nobodyThere: 503 }

/**
 * One pull: the server gives what is there at once, or waits for the first message, and says when it has no
 * more. Rejects when the connection, the server or the consumer is lost before anything came; what came
 * before a loss is returned. An abort returns nothing: what was on its way is delivered again in time.
 */
export async function pullOnce(connection: Connection, request: PullRequest): Promise<readonly Msg[]> {
  const { stream, consumer, max, waitMs, heartbeatMs, timeoutMs, signal, onIdle } = request
  if (signal.aborted) return []
  const { promise, resolve, reject } = Promise.withResolvers<readonly Msg[]>()
  const messages: Msg[] = []
  // In a cluster a message waits for its replicas, and what the server says of the pull overtakes it.
  let due = max
  const endWhenDue = () => {
    if (messages.length >= due) resolve(messages)
  }
  const abort = () => resolve([])
  const lose = (reason: string) => {
    if (messages.length > 0) resolve(messages)
    else reject(new Error(`consumer ${consumer} of ${stream}: ${reason}`))
  }
  const beats = waitMs >= 2 * heartbeatMs
  const silenceMs = beats ? MISSED_HEARTBEATS * heartbeatMs : waitMs + timeoutMs
  const watchdog = setTimeout(() => lose(`no sign of life for ${silenceMs} ms`), silenceMs)
  const inbox = connection.newInbox()
  const ask = () =>
    connection.nc.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`, bodyOf(request, beats), {
      reply: inbox,
    })
  const askAgain = untilKnown(ask, timeoutMs)
  const subscription = connection.nc.subscribe(inbox, {
    callback(error, message) {
      watchdog.refresh()
      if (error !== null) return lose(error.message)
      const { code, description } = message.headers ?? { code: 0, description: '' }
      const left = message.headers?.get('Nats-Pending-Messages') ?? ''
      if (code === 0) {
        messages.push(message)
        endWhenDue()
      } else if (code === STATUS.idle) {
        if (onIdle?.(idleOf(message))) resolve(messages)
      } else if (left !== '') {
        due = max - Number(left)
        endWhenDue()
      } else if (code === STATUS.noMessages || code === STATUS.timeout) resolve(messages)
      else if (code !== STATUS.nobodyThere || !askAgain.later()) lose(`${code} ${description}`)
    },
  })
  const stopListening = connection.onInterruption(() => lose('the connection was lost'))
  signal.addEventListener('abort', abort, { once: true })
  try {
    ask()
    return await promise
  } finally {
    clearTimeout(watchdog)
    askAgain[Symbol.dispose]()
    stopListening()
    signal.removeEventListener('abort', abort)
    subscription.unsubscribe()
  }
}

/** With `no_wait` and an expiry the server waits for the first message and for no second one. */
function bodyOf({ max, maxBytes, waitMs, heartbeatMs }: PullRequest, beats: boolean): string {
  return JSON.stringify({
    batch: max,
    max_bytes: maxBytes,
    no_wait: true,
    ...(waitMs > 0 && { expires: nanoseconds(waitMs) }),
    ...(beats && { idle_heartbeat: nanoseconds(heartbeatMs) }),
  })
}

function idleOf({ headers }: Msg): Idle {
  return {
    delivery: Number(headers?.get('Nats-Last-Consumer')),
    sequence: Number(headers?.get('Nats-Last-Stream')),
  }
}

export const nanoseconds = (ms: number): number => Math.round(ms * 1_000_000)
