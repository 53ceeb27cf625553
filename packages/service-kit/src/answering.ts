import type { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** Whether something is being worked on or sent for who is at the other end of the socket. */
export type IsAnswering = (socket: Duplex) => boolean

/** Looks at each request when it comes, and not again: a listener for its end costs more than all else here. */
export function watchAnswers(server: Pick<EventEmitter, 'on'>): IsAnswering {
  const latest = new WeakMap<Duplex, ServerResponse>()
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    latest.set(socket, response)
  })
  return (socket) => {
    const response = latest.get(socket)
    // Answers go out in the order of their requests. One that is closed is destroyed, whether all of it went out or not.
    return response !== undefined && !response.destroyed
  }
}
