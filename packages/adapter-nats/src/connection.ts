import { readFile } from 'node:fs/promises'
import { connect, createInbox, credsAuthenticator } from '@nats-io/transport-node'
import type { NatsConnection, NodeConnectionOptions } from '@nats-io/transport-node'
import { LogUnavailableError } from '@uniwire/ports'
import { reasonOf } from './unavailable.ts'

export type NatsCredentials =
  | { readonly user: string; readonly password: string }
  | { readonly token: string }
  /** Path of a `.creds` file: a JWT and its seed. */
  | { readonly file: string }

/** Paths of PEM files. */
export interface NatsTls {
  readonly caFile?: string
  readonly certFile?: string
  readonly keyFile?: string
}

export interface NatsAddress {
  /** `nats://host:port`, or `tls://…`; several are members of one cluster. */
  readonly servers: string | readonly string[]
  readonly credentials?: NatsCredentials
  readonly tls?: NatsTls
  /** Shown by the server beside the connection. */
  readonly name?: string
  /** Where answers come to; one of its own for each user of the server, so that none reads another's. */
  readonly inboxPrefix?: string
}

/** What an operator wants to know of. */
export type NatsNotice =
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'reconnected' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** A stream was not as the code declares it, and was changed. */
  | { readonly kind: 'stream-changed'; readonly stream: string; readonly settings: readonly string[] }
  /**
   * These servers of the cluster were away while something was erased. One that comes back after the others
   * have shortened their Raft log (2 to 3 minutes) is told that the message is gone, and keeps its bytes: its
   * store has to be made anew (docs/operations.md).
   */
  | { readonly kind: 'erased-in-part'; readonly stream: string; readonly servers: readonly string[] }

export interface Connection extends AsyncDisposable {
  readonly nc: NatsConnection
  /** A subject that nobody else listens at. */
  newInbox(): string
  /**
   * Waits for the connection, then runs `work`, which sends requests. Rejects as soon as the connection is
   * lost: what is written meanwhile the client drops, and the answer to what was sent before never comes.
   */
  during<T>(timeoutMs: number, work: () => Promise<T>): Promise<T>
  /** Calls `listener` whenever what was under way on the connection is lost; returns how to stop. */
  onInterruption(listener: () => void): () => void
}

/** Often enough to notice within half a minute a server that keeps its connections and says nothing. */
const PING_INTERVAL_MS = 10_000
const RECONNECT_WAIT_MS = 250

/** Throws `LogUnavailableError` that names the address when nobody answers there, or refuses. */
export async function openConnection(
  address: NatsAddress,
  onNotice: (notice: NatsNotice) => void,
): Promise<Connection> {
  const nc = await connect(await connectionOptions(address)).catch((cause: unknown) => {
    throw new LogUnavailableError(`no connection to NATS at ${String(address.servers)}: ${reasonOf(cause)}`, {
      cause,
    })
  })
  const interrupted = new Set<() => void>()
  /** While it is there, nobody has to wait for it. */
  let reconnection: PromiseWithResolvers<void> | undefined
  const interrupt = () => {
    reconnection ??= Promise.withResolvers()
    for (const listener of interrupted) listener()
  }
  const observed = observe(nc, (notice) => {
    if (notice.kind === 'disconnected') interrupt()
    if (notice.kind === 'reconnected') {
      reconnection?.resolve()
      reconnection = undefined
    }
    onNotice(notice)
  })
  const onInterruption = (listener: () => void) => {
    interrupted.add(listener)
    return () => {
      interrupted.delete(listener)
    }
  }
  return {
    nc,
    newInbox: () => createInbox(address.inboxPrefix),
    async during(timeoutMs, work) {
      if (reconnection !== undefined) await within(timeoutMs, reconnection.promise)
      const lost = Promise.withResolvers<never>()
      const stopListening = onInterruption(() => lost.reject(new Error('the connection was lost')))
      try {
        return await Promise.race([work(), lost.promise])
      } finally {
        stopListening()
      }
    },
    onInterruption,
    async [Symbol.asyncDispose]() {
      await nc.close()
      interrupt()
      await observed
    },
  }
}

async function within(timeoutMs: number, reconnection: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`not connected for ${timeoutMs} ms`)), timeoutMs)
  try {
    await Promise.race([reconnection, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

async function connectionOptions(address: NatsAddress): Promise<NodeConnectionOptions> {
  const { credentials, tls, name, inboxPrefix } = address
  const servers = typeof address.servers === 'string' ? address.servers.split(',') : [...address.servers]
  const encrypted = tls !== undefined || servers.some((server) => server.startsWith('tls://'))
  return {
    servers,
    ...(credentials !== undefined && (await authentication(credentials))),
    ...(encrypted && { tls: tls ?? {} }),
    ...(name !== undefined && { name }),
    ...(inboxPrefix !== undefined && { inboxPrefix }),
    maxReconnectAttempts: -1,
    // A server whose users are being changed refuses for a moment; giving up would need a human.
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: RECONNECT_WAIT_MS,
    pingInterval: PING_INTERVAL_MS,
    // A stack trace for every request costs more than the request.
    noAsyncTraces: true,
  }
}

async function authentication(credentials: NatsCredentials): Promise<NodeConnectionOptions> {
  if ('token' in credentials) return { token: credentials.token }
  if ('user' in credentials) return { user: credentials.user, pass: credentials.password }
  return { authenticator: credsAuthenticator(await readFile(credentials.file)) }
}

async function observe(nc: NatsConnection, onNotice: (notice: NatsNotice) => void): Promise<void> {
  for await (const status of nc.status()) {
    if (status.type === 'disconnect') onNotice({ kind: 'disconnected' })
    else if (status.type === 'reconnect') onNotice({ kind: 'reconnected' })
    else if (status.type === 'error') onNotice({ kind: 'refused', reason: status.error.message })
  }
}
