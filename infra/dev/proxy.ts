import { once } from 'node:events'
import { Agent, createServer, request as callService } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { negotiateLanguage } from '../../packages/messages/src/index.ts'
import { PROXY_PROBLEMS } from '../proxy/problem-texts.ts'
import type { ProxyProblemCode } from '../proxy/problem-texts.ts'
import { createReplicaChoice } from './replicas.ts'
import { decodePath, forEachService, readRouteTable, SERVICES } from './route-table.ts'
import type { ServiceName } from './route-table.ts'

export interface ProxyOptions {
  readonly port: number
  /** Addresses of each service's replicas, `http://127.0.0.1:4001`. */
  readonly services: Readonly<Record<ServiceName, readonly string[]>>
}

const OWN_PATHS = ['/metrics', '/healthz', '/readyz']
/** May be asked again although a replica may have taken it. */
const READING = ['GET', 'HEAD', 'OPTIONS']

/**
 * Joins the services of one machine on one origin, as `infra/proxy` does for servers, where no nginx is. For
 * development and tests: one process, plain HTTP.
 */
export async function startDevelopmentProxy({ port, services }: ProxyOptions): Promise<AsyncDisposable> {
  const serviceOf = readRouteTable()
  const choices = forEachService((name) => createReplicaChoice(services[name]))
  const agent = new Agent({ keepAlive: true })
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/[?#].*$/s, '')
    const own = decodePath(path)
    if (OWN_PATHS.includes(own)) return void answerOwn(own, services, request, response)
    const service = serviceOf(request.method ?? 'GET', path)
    const replicas = choices[service](service === 'syndicator' ? own : undefined)
    return passOn({ request, response, agent }, replicas)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      agent.destroy()
      await closed
    },
  }
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly agent: Agent
}

function passOn({ request, response, agent }: Exchange, [replica, ...others]: readonly URL[]): void {
  if (replica === undefined) return refuse(request, response, 'engine-unavailable')
  const forwarded = [request.headers['x-forwarded-for'], request.socket.remoteAddress].flat().filter(Boolean)
  const call = callService({
    agent,
    host: replica.hostname,
    port: replica.port,
    method: request.method,
    path: request.url,
    headers: { ...request.headers, 'x-forwarded-for': forwarded.join(', '), 'x-forwarded-proto': 'http' },
  })
  call.on('response', (answer) => {
    const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...headers } = answer.headers
    response.writeHead(answer.statusCode ?? 502, headers)
    answer.pipe(response)
    answer.on('error', () => response.destroy())
  })
  call.on('error', (error) => {
    // A service that refuses a body before its end cuts the connection after its answer.
    if (response.headersSent) return
    request.unpipe(call)
    const untouched = 'code' in error && error.code === 'ECONNREFUSED'
    passOn({ request, response, agent }, untouched || READING.includes(request.method ?? '') ? others : [])
  })
  response.on('close', () => {
    if (!response.writableFinished) call.destroy()
  })
  // Nothing of a body is taken from the caller before there is somebody to give it to.
  if (READING.includes(request.method ?? '')) call.end()
  else call.on('socket', (socket) => whenConnected(socket, () => request.pipe(call)))
}

function whenConnected(
  socket: NodeJS.EventEmitter & { readonly connecting?: boolean },
  go: () => void,
): void {
  if (socket.connecting === true) socket.once('connect', go)
  else go()
}

async function answerOwn(
  path: string,
  services: ProxyOptions['services'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (path === '/metrics') return refuse(request, response, 'not-found')
  if (path === '/healthz') return answerJson(response, 200, { status: 'ok' })
  const checks = await Promise.all(
    SERVICES.map(async (name) => ({ name, ready: await isOneReady(services[name]) })),
  )
  const ready = checks.every((check) => check.ready)
  answerJson(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not-ready', checks })
}

async function isOneReady(replicas: readonly string[]): Promise<boolean> {
  return (await Promise.all(replicas.map(isReady))).includes(true)
}

async function isReady(service: string): Promise<boolean> {
  try {
    return (await fetch(`${service}/readyz`, { signal: AbortSignal.timeout(3_000) })).ok
  } catch {
    return false
  }
}

function answerJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    ...(status === 503 && { 'Retry-After': '1' }),
  })
  response.end(JSON.stringify(body))
}

/** In the language of the services' refusals: English for a program that states no wish. */
function refuse(request: IncomingMessage, response: ServerResponse, code: ProxyProblemCode): void {
  const wish = request.headers['accept-language']
  const language = wish === undefined || wish.trim() === '*' ? 'en' : negotiateLanguage(wish)
  const { status, body, retryAfterSeconds } = PROXY_PROBLEMS[language][code]
  response.writeHead(status, {
    'Content-Type': 'application/problem+json',
    'Content-Language': language,
    'Cache-Control': 'no-store',
    Vary: 'Accept-Language',
    ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
  })
  response.end(body)
}
