import { setTimeout as delay } from 'node:timers/promises'
import { RefusedError, UnreachableError, readProblem } from './problem.ts'

export interface Connection {
  /** Origin of a Uniwire, `http://127.0.0.1:4000`. */
  readonly baseUrl: string
  /** `uw_…`, or the operator's key. */
  readonly key?: string | undefined
  readonly fetch?: typeof fetch
  /** Makes the identity under which a write is repeated. */
  readonly newId?: () => string
  /** Waits between two attempts. */
  readonly wait?: (ms: number) => Promise<unknown>
}

export interface Call {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  readonly path: string
  /** A stream is opened anew for each attempt. */
  readonly body?: string | Uint8Array | (() => ReadableStream<Uint8Array>)
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
}

const MOST_ATTEMPTS = 5
const FIRST_PAUSE_MS = 200
/** A server that wants to be left alone for longer is not waited for. */
const LONGEST_PAUSE_MS = 60_000
const RETRIED: ReadonlySet<number> = new Set([429, 502, 503, 504])

/**
 * Sends one call, again when the network or the server fails for a moment. A write always carries an
 * Idempotency-Key, the same at every attempt: it is done once, however often it arrives. Throws
 * `RefusedError`, or `UnreachableError` when no attempt was answered; TypeError for a call that cannot be sent.
 */
export async function send(connection: Connection, call: Call): Promise<Response> {
  const { fetch: request = fetch, wait = delay } = connection
  const url = new URL(call.path, connection.baseUrl)
  const init = requestOf(connection, call)
  const opened = () =>
    typeof call.body === 'function' ? { ...init, body: call.body(), duplex: 'half' as const } : init
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt === MOST_ATTEMPTS
    const pauseMs = FIRST_PAUSE_MS * 2 ** (attempt - 1)
    const response = await request(url, opened()).catch((cause: unknown) => {
      if (isLast) throw new UnreachableError(url.origin, cause)
    })
    if (response === undefined) {
      await wait(pauseMs)
      continue
    }
    if (response.ok) return response
    const askedMs = retryAfterMs(response)
    if (isLast || !RETRIED.has(response.status) || askedMs > LONGEST_PAUSE_MS) {
      throw new RefusedError(await readProblem(response))
    }
    await response.body?.cancel()
    await wait(Math.max(pauseMs, askedMs))
  }
}

function requestOf(connection: Connection, call: Call): RequestInit {
  const { key, newId = () => crypto.randomUUID() } = connection
  // The message of `Headers` would print it.
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) throw new TypeError('This cannot be a key.')
  // Here and not at the first attempt: what no header may hold is no failure of the network.
  const headers = new Headers({
    Accept: 'application/json',
    ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
    ...(call.contentType === undefined ? {} : { 'Content-Type': call.contentType }),
    ...(call.method === 'GET' ? {} : { 'Idempotency-Key': newId() }),
    ...call.headers,
  })
  const { body } = call
  return {
    method: call.method,
    headers,
    ...(body === undefined || typeof body === 'function' ? {} : { body }),
  }
}

/** Seconds or a date (RFC 9110 §10.2.3); anything else asks for nothing. */
function retryAfterMs(response: Response): number {
  const text = response.headers.get('Retry-After')
  if (text === null) return 0
  if (/^\d+$/.test(text)) return Number(text) * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now())
}
