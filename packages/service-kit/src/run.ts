import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { Logger } from 'pino'
import { watchAnswers } from './answering.ts'
import type { DirectListener } from './direct-listener.ts'
import type { ServiceEnv } from './service-env.ts'
import { cutUnread } from './unread-answer.ts'
import { refuseUnreadable } from './unreadable-request.ts'

export interface RunningServer extends AsyncDisposable {
  readonly port: number
}

/** How long a client may take, after which its connection is ended. */
export interface Patience {
  /** For the head of a request. */
  readonly mostHeadMs: number
  /** For its body, wherever that is read; `limitBody` answers before. */
  readonly mostBodyMs: number
  /** Without taking anything of its answer. */
  readonly mostUnreadMs: number
}

/** How long requests in flight get to end after the port is closed. */
const DRAIN_MS = 5_000
const SWEEP_MS = 20
/** Node would end every request whose body takes five minutes, an import that moves on as well. */
const SERVER = { requestTimeout: 0 }
const PATIENCE: Patience = { mostHeadMs: 60_000, mostBodyMs: 300_000, mostUnreadMs: 120_000 }
/** Node looks for heads that are late this often. */
const HEAD_LOOKS_MS = 30_000
/** Contract §1: documents of any size, read as fast as they can be stored. */
const LONG_BODIES = /^\/v1\/universities\/[^/]+\/imports(?:\?|$)/

/** What is listened for. */
export interface Answering extends Pick<Hono<ServiceEnv>, 'fetch'> {
  /** Asked before `fetch`. */
  readonly direct?: DirectListener
}

/** Listens, and stops listening without cutting off a request that is being answered. */
export async function listen(
  app: Answering,
  where: { readonly host: string; readonly port: number } & Partial<Patience>,
): Promise<RunningServer> {
  const { host, port: wanted, mostHeadMs, mostBodyMs, mostUnreadMs } = { ...PATIENCE, ...where }
  const serverOptions = {
    ...SERVER,
    headersTimeout: mostHeadMs,
    connectionsCheckingInterval: Math.min(mostHeadMs, HEAD_LOOKS_MS),
  }
  const byFetch = getRequestListener(app.fetch, { hostname: host })
  const server = createServer(serverOptions, (request, response) => {
    if (app.direct === undefined) void byFetch(request, response)
    else app.direct(request, response, () => void byFetch(request, response))
  })
  server.on('request', (request: IncomingMessage) => limitBody(request, mostBodyMs))
  const isAnswering = watchAnswers(server)
  refuseUnreadable(server, isAnswering)
  cutUnread(server, mostUnreadMs, isAnswering)
  server.listen(wanted, host)
  await once(server, 'listening')
  return {
    port: portOf(server),
    async [Symbol.asyncDispose]() {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      // A connection is idle only once its last answer is out, so it is looked for again and again.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
      const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
      await closed.promise
      clearInterval(sweep)
      clearTimeout(cut)
    },
  }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a server without a port')
  return address.port
}

/** Cuts off a body that takes too long as a whole; one that may is watched where it is read. */
function limitBody(request: IncomingMessage, mostBodyMs: number): void {
  const { headers } = request
  const isEmpty = headers['content-length'] === undefined && headers['transfer-encoding'] === undefined
  if (isEmpty || LONG_BODIES.test(request.url ?? '')) return
  const cut = setTimeout(() => {
    if (!request.complete) request.destroy()
  }, mostBodyMs)
  cut.unref()
  request.once('close', () => clearTimeout(cut))
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
export async function stopSignal(logger: Logger): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  let asked = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(1)
      asked = true
      logger.info({ event: 'stopping', signal }, 'stopping')
      resolve(signal)
    })
  }
  return promise
}
