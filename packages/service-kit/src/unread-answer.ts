import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Ends a connection whose client takes nothing of its answer for so long, which would hold what is left of it in
 * memory. What is still being worked on may be silent for longer.
 */
export function cutUnread(server: Pick<Server, 'on' | 'setTimeout'>, mostUnreadMs: number): void {
  const working = new WeakSet<Socket>()
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    working.add(socket)
    void once(response, 'close').then(() => working.delete(socket))
  })
  // Node then leaves all of it to this listener, also who is kept alive and asks nothing more.
  server.setTimeout(mostUnreadMs, (socket: Socket) => {
    if (socket.writableLength > 0 || !working.has(socket)) socket.destroy()
  })
}
