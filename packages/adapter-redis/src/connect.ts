import { readFileSync } from 'node:fs'
import { Cluster, Redis } from 'ioredis'

export interface RedisAddress {
  /**
   * `redis://` or `rediss://` (TLS) with host, port and database number. In a cluster: some of its nodes,
   * divided by commas; the others are found through them.
   */
  readonly url: string
  /** Before those of the URL. */
  readonly username?: string | undefined
  readonly password?: string | undefined
  /** PEM file of the authority that signed the server's certificate; without it, the system's. */
  readonly tlsCaFile?: string | undefined
  readonly cluster?: boolean | undefined
}

/** `name`: host and port, fit for messages: without a password. */
export interface Connection {
  readonly client: Redis | Cluster
  readonly name: string
}

/** Throws RangeError for an address that is none or does not fit to the rest, and what reading the CA file throws. Never waits. */
export function connect(address: RedisAddress, timeoutMs: number): Connection {
  const nodes = address.url.split(',').map((url) => parseAddress(url.trim()))
  const [first] = nodes
  if (first === undefined || (nodes.length > 1 && address.cluster !== true)) {
    throw new RangeError('several addresses are for a cluster')
  }
  const { tlsCaFile } = address
  if (tlsCaFile !== undefined && !first.tls) throw new RangeError('a CA file is for a rediss:// address')
  const username = address.username ?? first.username
  const password = address.password ?? first.password
  const options = {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(first.tls && { tls: tlsCaFile === undefined ? {} : { ca: readFileSync(tlsCaFile) } }),
    connectionName: 'uniwire-views',
    disableClientInfo: true,
    connectTimeout: timeoutMs,
    // An engine that is stopped keeps its connections open and says nothing.
    socketTimeout: timeoutMs,
    // A lost connection rejects what is in flight at once, and scripts.ts sends it again while its caller
    // waits. The client's own resending would go on for callers who have been told that it failed; without
    // that, 6.0.0 leaves promises pending for ever (`autoResendUnfulfilledCommands: false`).
    maxRetriesPerRequest: 0,
    // An old primary after a failover: the name may lead to the new one by now.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
  }
  const name = nodes.map(({ host, port }) => `${host}:${port}`).join(',')
  if (address.cluster === true) {
    const client = new Cluster(
      nodes.map(({ host, port }) => ({ host, port })),
      {
        redisOptions: options,
        enableOfflineQueue: false,
        clusterRetryStrategy: retryAfterMs,
        slotsRefreshTimeout: timeoutMs,
      },
    )
    return { client, name }
  }
  const { host, port, db } = first
  const client = new Redis({
    ...options,
    host,
    port,
    db,
    enableOfflineQueue: false,
    retryStrategy: retryAfterMs,
  })
  return { client, name }
}

function retryAfterMs(attempts: number): number {
  return Math.min(50 * 2 ** Math.min(attempts, 10), 1_000)
}

interface Address {
  readonly host: string
  readonly port: number
  readonly db: number
  readonly tls: boolean
  readonly username?: string
  readonly password?: string
}

/** The messages do not repeat the URL: it may hold a password. */
function parseAddress(url: string): Address {
  const parsed = URL.parse(url)
  if (parsed === null || !['redis:', 'rediss:'].includes(parsed.protocol) || parsed.hostname === '') {
    throw new RangeError('the address of Redis must be redis://host:port or rediss://host:port')
  }
  const db = parsed.pathname.replace('/', '')
  if (!/^\d*$/.test(db)) throw new RangeError('the path of the address of Redis is a database number')
  return {
    host: parsed.hostname.replace(/^\[|\]$/g, ''),
    port: parsed.port === '' ? 6379 : Number(parsed.port),
    db: Number(db),
    tls: parsed.protocol === 'rediss:',
    ...(parsed.username !== '' && { username: decodeURIComponent(parsed.username) }),
    ...(parsed.password !== '' && { password: decodeURIComponent(parsed.password) }),
  }
}
