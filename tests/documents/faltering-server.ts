import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Failure = number | 'hangs up'

export interface ReceivedCall {
  readonly line: string
  readonly key: string | undefined
  readonly body: string
}

/** Fails the first calls in these ways, and hands every later one over to `target`. */
export async function falteringServer(target: string, failures: readonly Failure[]) {
  const received: ReceivedCall[] = []
  const left = [...failures]
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = (await request.setEncoding('utf8').toArray()).join('')
    const { method = '', url = '', headers } = request
    const key = headers['idempotency-key']
    received.push({ line: `${method} ${url}`, key: typeof key === 'string' ? key : undefined, body })
    const failure = left.shift()
    if (failure === 'hangs up') {
      request.socket.destroy()
      return
    }
    if (failure !== undefined) {
      response.writeHead(failure, { 'Retry-After': '1' }).end('Busy.')
      return
    }
    const given = ['authorization', 'content-type', 'idempotency-key'].flatMap((name) => {
      const value = headers[name]
      return typeof value === 'string' ? [[name, value] as const] : []
    })
    const init = { method, headers: Object.fromEntries(given), ...(body === '' ? {} : { body }) }
    const handedOn = await fetch(target + url, init)
    response.writeHead(handedOn.status, { 'Content-Type': handedOn.headers.get('Content-Type') ?? '' })
    response.end(await handedOn.text())
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Of a server that listens at a port.
  const { port } = server.address() as AddressInfo
  return {
    received,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
