import type { IncomingMessage, ServerResponse } from 'node:http'
import { clientAddress } from './client-address.ts'
import type { DirectAnswer, DirectRoute } from './direct-route.ts'
import type { RequestLog } from './request-log.ts'

/** Answers what one of its routes takes; calls `app` for everything else. Never throws of its own. */
export type DirectListener = (incoming: IncomingMessage, outgoing: ServerResponse, app: () => void) => void

export interface DirectListenerOptions {
  readonly routes: readonly DirectRoute[]
  readonly log: RequestLog
  readonly newRequestId: () => string
  readonly monotonicMs: () => number
}

export function directListener(options: DirectListenerOptions): DirectListener {
  const { routes, log, newRequestId, monotonicMs } = options
  return (incoming, outgoing, app) => {
    const { method = '', url: target = '', headers } = incoming
    const route = routes.find((each) => each.method === method && reaches(each.path, target))
    if (route === undefined || !isPlain(incoming) || !hasSize(route, headers['content-length'])) return app()

    const begunMs = monotonicMs()
    const requestId = newRequestId()
    const send = (answer: DirectAnswer | undefined) => {
      if (answer === undefined) return app()
      const { status, body } = answer
      // To its end, which comes after the body.
      if (method === 'POST') incoming.resume()
      outgoing.writeHead(status, answer.headers)
      outgoing.end(body)
      log({ requestId, method, path: target, status, durationMs: monotonicMs() - begunMs })
    }
    const header = (name: string) => {
      const value = headers[name]
      return typeof value === 'string' ? value : undefined
    }
    const callerAddress = (trustedProxies: number) =>
      clientAddress({
        socketAddress: incoming.socket.remoteAddress,
        forwardedFor: header('x-forwarded-for'),
        trustedProxies,
      })
    const ask = (body: string) => route.answer({ target, header, callerAddress, body, requestId, incoming })
    if (method === 'POST') {
      arrivedBody(incoming)
        .then((body) => (body === undefined ? undefined : ask(body)))
        .then(send)
        .catch(app)
      return
    }
    try {
      const answer = ask('')
      if (answer instanceof Promise) answer.then(send).catch(app)
      else send(answer)
    } catch {
      // It meets the same, and says so.
      app()
    }
  }
}

function reaches(path: string, target: string): boolean {
  return path.endsWith('/') ? target.startsWith(path) : target === path
}

/** Hosts that the Node server of Hono takes as they are; it refuses some others. */
const PLAIN_HOST = /^[a-z0-9._-]+(?::(?:[1-5]\d{3,4}|[6-9]\d{3}))?$/

/** A header that was sent twice is joined by `Headers`, and by Node not always. */
function isPlain({ headers, rawHeaders }: IncomingMessage): boolean {
  return (
    PLAIN_HOST.test(headers.host ?? '') &&
    headers['transfer-encoding'] === undefined &&
    Object.keys(headers).length * 2 === rawHeaders.length
  )
}

function hasSize({ method, maxBodyBytes = 0 }: DirectRoute, announced: string | undefined): boolean {
  if (method === 'GET') return announced === undefined
  return announced !== undefined && Number(announced) <= maxBodyBytes
}

/**
 * A small body as a rule comes with its head, and then all of it is there before any promise goes on. One that comes
 * later is left to the app, which knows how long to wait. `undefined`: so it is.
 */
async function arrivedBody(incoming: IncomingMessage): Promise<string | undefined> {
  await Promise.resolve()
  if (incoming.readableLength !== Number(incoming.headers['content-length'])) return undefined
  const read: unknown = incoming.read()
  const body = Buffer.isBuffer(read) ? read : Buffer.alloc(0)
  // Where the Node server of Hono looks for what was read before.
  Object.assign(incoming, { rawBody: body })
  return body.toString()
}
