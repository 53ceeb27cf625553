import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { IsAnswering } from './answering.ts'

/**
 * Ends a connection whose client takes nothing of its answer for so long, which would hold what is left of it in
 * memory. What is still being worked on may be silent for longer.
 */
export function cutUnread(
  server: Pick<Server, 'setTimeout'>,
  mostUnreadMs: number,
  isAnswering: IsAnswering,
): void {
  // Node then leaves all of it to this listener, also who is kept alive and asks nothing more.
  server.setTimeout(mostUnreadMs, (socket: Socket) => {
    if (socket.writableLength > 0 || !isAnswering(socket)) socket.destroy()
  })
}
