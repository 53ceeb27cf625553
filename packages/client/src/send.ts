import { setTimeout as delay } from 'node:timers/promises'
import { RefusedError, readProblem } from './problem.ts'

export interface Connection {
  /** Origin of a Uniwire, `http://127.0.0.1:4000`. */
  readonly baseUrl: string
  /** `uw_…`, or the operator's key. */
  readonly key?: string | undefined
  readonly fetch?: typeof fetch
  /** Makes the identity under which a write is repeated. */
  readonly newId?: () => string
}

export interface Call {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  readonly path: string
  readonly body?: string | Uint8Array
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
}

const MOST_ATTEMPTS = 5
const FIRST_PAUSE_MS = 200
const RETRIED: ReadonlySet<number> = new Set([429, 502, 503, 504])

/**
 * Sends one call, again when the network or the server fails for a moment. A write always carries an
 * Idempotency-Key, the same at every attempt: it is done once, however often it arrives.
 */
export async function send(connection: Connection, call: Call): Promise<Response> {
  const { baseUrl, key, fetch: request = fetch, newId = () => crypto.randomUUID() } = connection
  const headers = {
    Accept: 'application/json',
    ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
    ...(call.contentType === undefined ? {} : { 'Content-Type': call.contentType }),
    ...(call.method === 'GET' ? {} : { 'Idempotency-Key': newId() }),
    ...call.headers,
  }
  const init = { method: call.method, headers, ...(call.body === undefined ? {} : { body: call.body }) }
  for (let attempt = 1; ; attempt += 1) {
    const pauseMs = FIRST_PAUSE_MS * 2 ** (attempt - 1)
    try {
      const response = await request(new URL(call.path, baseUrl), init)
      if (response.ok) return response
      if (!RETRIED.has(response.status) || attempt === MOST_ATTEMPTS)
        throw new RefusedError(await readProblem(response))
      await response.body?.cancel()
      await delay(Math.max(pauseMs, Number(response.headers.get('Retry-After') ?? 0) * 1000))
    } catch (error) {
      if (error instanceof RefusedError || attempt === MOST_ATTEMPTS) throw error
      await delay(pauseMs)
    }
  }
}
