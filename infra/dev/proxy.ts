import { once } from 'node:events'
import { Agent, createServer, request as callService } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { decodePath, readRouteTable, SERVICES } from './route-table.ts'
import type { ServiceName } from './route-table.ts'

export interface ProxyOptions {
  readonly port: number
  /** Addresses of the services, `http://127.0.0.1:4001`. */
  readonly services: Readonly<Record<ServiceName, string>>
}

const OWN_PATHS = ['/metrics', '/healthz', '/readyz']
const AWAY = {
  type: 'urn:uniwire:problem:engine-unavailable',
  code: 'engine-unavailable',
  status: 503,
  title: 'A part of the service is away',
  detail: 'Nothing was confirmed, and repeating is safe. Try again in 2 seconds.',
}
const NOT_FOUND = {
  type: 'urn:uniwire:problem:not-found',
  code: 'not-found',
  status: 404,
  title: 'Not found',
}

/**
 * Joins the services of one machine on one origin, as `infra/proxy` does for servers, where no nginx is. For
 * development and tests: one process, plain HTTP, one replica of each.
 */
export async function startDevelopmentProxy({ port, services }: ProxyOptions): Promise<AsyncDisposable> {
  const serviceOf = readRouteTable()
  const agent = new Agent({ keepAlive: true })
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/[?#].*$/s, '')
    const own = decodePath(path)
    if (OWN_PATHS.includes(own)) void answerOwn(own, services, response)
    else passOn(request, response, new URL(services[serviceOf(request.method ?? 'GET', path)]), agent)
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

function passOn(request: IncomingMessage, response: ServerResponse, service: URL, agent: Agent): void {
  const forwarded = [request.headers['x-forwarded-for'], request.socket.remoteAddress].flat().filter(Boolean)
  const call = callService({
    agent,
    host: service.hostname,
    port: service.port,
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
  call.on('error', () => {
    // A service that refuses a body before its end cuts the connection after its answer.
    if (!response.headersSent) answerJson(response, 503, AWAY)
  })
  response.on('close', () => {
    if (!response.writableFinished) call.destroy()
  })
  request.pipe(call)
}

async function answerOwn(
  path: string,
  services: ProxyOptions['services'],
  response: ServerResponse,
): Promise<void> {
  if (path === '/metrics') return answerJson(response, 404, NOT_FOUND)
  if (path === '/healthz') return answerJson(response, 200, { status: 'ok' })
  const checks = await Promise.all(
    SERVICES.map(async (name) => ({ name, ready: await isReady(services[name]) })),
  )
  const ready = checks.every((check) => check.ready)
  answerJson(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not-ready', checks })
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
    'Content-Type': 'code' in body ? 'application/problem+json' : 'application/json',
    'Cache-Control': 'no-store',
    ...(status === 503 && { 'Retry-After': '2' }),
  })
  response.end(JSON.stringify(body))
}
