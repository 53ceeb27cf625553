import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

export interface Received {
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export interface Asked {
  readonly path: string
  readonly query: URLSearchParams
}

/** A subscriber as a server of its own: it confirms what it is asked and keeps what it is sent. */
export interface Subscriber extends AsyncDisposable {
  readonly url: string
  readonly received: Received[]
  readonly asked: Asked[]
  /** Deliveries that were ended from the other side without an answer. */
  givenUp(): number
  /** Answers of the next deliveries: a status, or `hang` for never. By path, or for all. */
  answer: (path: string) => number | 'hang'
  /** What it answers to a challenge. */
  confirm: (asked: Asked) => string
}

export async function startSubscriber(): Promise<Subscriber> {
  const received: Received[] = []
  const asked: Asked[] = []
  let givenUp = 0
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://subscriber')
      if (request.method === 'GET') {
        const question = { path: url.pathname, query: url.searchParams }
        asked.push(question)
        response.end(subscriber.confirm(question))
        return
      }
      response.once('close', () => (givenUp += response.writableFinished ? 0 : 1))
      const body = await text(request)
      received.push({ path: url.pathname + url.search, headers: request.headers, body })
      const status = subscriber.answer(url.pathname)
      if (status === 'hang') return
      response.writeHead(status, status === 302 ? { Location: '/elsewhere' } : {}).end()
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
    givenUp: () => givenUp,
    answer: () => 204,
    confirm: ({ query }) => query.get('hub.challenge') ?? '',
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return subscriber
}

export function signature(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}
