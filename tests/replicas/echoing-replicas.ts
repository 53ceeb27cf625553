import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ProxyOptions } from '../../infra/dev/proxy.ts'
import { forEachService } from '../../infra/dev/route-table.ts'
import type { ServiceName } from '../../infra/dev/route-table.ts'
import { freePort } from '../harness/free-port.ts'

export interface Echo {
  readonly url: string
  /** Everything that came to it, as `PUT /path`, without questions about its health. */
  readonly received: string[]
  /** `cuts`: it takes a request to its end and closes the connection without an answer. */
  behaviour: 'answers' | 'cuts'
  ready: boolean
  /** Nobody listens any more. */
  close(): Promise<void>
}

export interface EchoingReplicas extends AsyncDisposable {
  readonly url: string
  readonly replicas: Readonly<Record<ServiceName, readonly Echo[]>>
}

/** Two of each service that say who they are and how long the body was, and a proxy before them. */
export async function startEchoingReplicas(
  startProxy: (options: ProxyOptions) => Promise<AsyncDisposable>,
): Promise<EchoingReplicas> {
  await using opening = new AsyncDisposableStack()
  const pairs = await Promise.all(Array.from({ length: 5 }, () => Promise.all([startEcho(), startEcho()])))
  for (const echo of pairs.flat()) opening.defer(() => echo.close())
  const replicas = forEachService((_, place) => pairs[place] ?? [])
  const port = await freePort()
  const services = forEachService((name) => replicas[name].map(({ url }) => url))
  opening.use(await startProxy({ port, services }))
  const opened = opening.move()
  return { url: `http://127.0.0.1:${port}`, replicas, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

async function startEcho(): Promise<Echo> {
  const server = createServer((request, response) => {
    if (request.url === '/readyz') {
      response.writeHead(echo.ready ? 200 : 503).end()
      return
    }
    let bytes = 0
    request.on('data', (chunk: Buffer) => (bytes += chunk.length))
    request.on('end', () => {
      echo.received.push(`${request.method} ${request.url}`)
      if (echo.behaviour === 'cuts') request.socket.destroy()
      else response.writeHead(200, { 'X-Replica': echo.url }).end(String(bytes))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Of a server that listens at a port.
  const { port } = server.address() as AddressInfo
  const echo: Echo = {
    url: `http://127.0.0.1:${port}`,
    received: [],
    behaviour: 'answers',
    ready: true,
    async close() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
  return echo
}
