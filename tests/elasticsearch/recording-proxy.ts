import { once } from 'node:events'
import { createServer, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export interface SeenRequest {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly body: string
}

export interface RecordingProxy extends AsyncDisposable {
  readonly url: string
  readonly seen: readonly SeenRequest[]
}

/**
 * Passes requests on and remembers them. `before` runs first: it may wait, or answer `cut`, and then the
 * request arrives but nobody hears the answer.
 */
export async function recordingProxy(
  target: string,
  before: (request: SeenRequest) => Promise<'cut' | undefined> = async () => undefined,
): Promise<RecordingProxy> {
  const seen: SeenRequest[] = []
  const server = createServer((request, response) => {
    void (async () => {
      const body = await buffer(request)
      const one = { method: request.method ?? '', path: request.url ?? '', body: body.toString() }
      seen.push(one)
      const verdict = await before(one)
      const onward = send(`${target}${one.path}`, { method: one.method, headers: request.headers })
      onward.end(body)
      const [answer] = await once(onward, 'response')
      if (verdict === 'cut') {
        answer.resume()
        request.socket.destroy()
        return
      }
      response.writeHead(answer.statusCode, answer.headers)
      answer.pipe(response)
    })().catch(() => request.socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has an address of this shape.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
