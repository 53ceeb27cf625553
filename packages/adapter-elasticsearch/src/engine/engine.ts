import { readFileSync } from 'node:fs'
import { Client, errors } from '@elastic/elasticsearch'
import { engineError } from './engine-errors.ts'

export interface EngineOptions {
  /** Of one node or of a load balancer before several: `https://search.example:9200`. */
  readonly url: string
  readonly username?: string
  readonly password?: string
  /** Base64, as `POST /_security/api_key` gives it under `encoded`. */
  readonly apiKey?: string
  /** PEM file of the authority that signed the cluster's certificate. */
  readonly caFile?: string
  /** How long one request may take. */
  readonly requestTimeoutMs?: number
}

/** A cluster, reached over HTTP. */
export interface Engine extends AsyncDisposable {
  /**
   * Failures are what `engineError` makes of them. A connection that broke is tried a second time, for it may
   * have been an old one; `once` is for what would fail for having been done already.
   */
  call<T>(work: (client: Client) => Promise<T>, how?: 'once'): Promise<T>
}

/** Below the 10 s that nothing may hang (a bulk request of 5 MB takes a second on one core). */
const REQUEST_TIMEOUT_MS = 9_000

export function connectEngine(options: EngineOptions): Engine {
  const { url, username, password, apiKey, caFile, requestTimeoutMs = REQUEST_TIMEOUT_MS } = options
  const address = new URL(url).origin
  const client = new Client({
    node: url,
    ...(apiKey !== undefined && { auth: { apiKey } }),
    ...(apiKey === undefined && username !== undefined && { auth: { username, password: password ?? '' } }),
    ...(caFile !== undefined && { tls: { ca: readFileSync(caFile, 'utf8') } }),
    requestTimeout: requestTimeoutMs,
    // The client would wait up to 8 s before it tries again, while somebody waits for the answer.
    maxRetries: 0,
    // Else a node that was away is left alone for up to half an hour.
    resurrectStrategy: 'optimistic',
  })
  return {
    async call(work, how) {
      try {
        return await work(client).catch((error: unknown) => {
          if (how === 'once' || !(error instanceof errors.ConnectionError)) throw error
          return work(client)
        })
      } catch (error) {
        throw engineError(error, address)
      }
    },
    [Symbol.asyncDispose]: () => client.close(),
  }
}
