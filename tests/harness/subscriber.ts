import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

export interface Received {
  readonly path: string
  readonly link: string
  readonly type: string
  readonly body: string
}

/** A subscriber of the hub: it confirms what it is asked, and keeps what it is sent. */
export interface Subscriber extends AsyncDisposable {
  readonly url: string
  readonly received: readonly Received[]
  /** Modes, topics and reasons that it was asked about. */
  readonly asked: readonly URLSearchParams[]
  /** Answer to deliveries, by path; `hang`: none. */
  answer: (path: string) => number | 'hang'
}

export async function startSubscriber(): Promise<Subscriber> {
  const received: Received[] = []
  const asked: URLSearchParams[] = []
  const server = createServer((request, response) => {
    void (async () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://subscriber')
      if (request.method === 'GET') {
        asked.push(searchParams)
        response.end(searchParams.get('hub.challenge') ?? '')
        return
      }
      const body = await text(request)
      const { link = '', 'content-type': type = '' } = request.headers
      received.push({ path: pathname, link: String(link), type, body })
      const status = subscriber.answer(pathname)
      if (status !== 'hang') response.writeHead(status).end()
    })()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Of a server that listens on a port.
  const { port } = server.address() as AddressInfo
  const subscriber: Subscriber = {
    url: `http://127.0.0.1:${port}`,
    received,
    asked,
    answer: () => 204,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return subscriber
}
