import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import type { BodyDeadline } from './body-deadline.ts'
import { BODY_DEADLINE, inTime, stillComing } from './body-deadline.ts'
import { ProblemError } from './problem.ts'
import type { ServiceEnv } from './service-env.ts'

/**
 * Refuses a body that is too large, or that comes too slowly. Node's parser holds a body to its announced length, so one that has a
 * length is judged by it; a chunked one is counted as it arrives, and so is one that was made in this
 * process. Counting reads the body as a web stream, which costs two thirds of all answers
 * per second (measured: 4,800/s against 15,000/s).
 */
export function limitBody(maxBytes: number, deadline: BodyDeadline = BODY_DEADLINE) {
  const refuse = (): never => {
    throw new ProblemError({ code: 'body-too-large', maxBytes })
  }
  const count = bodyLimit({ maxSize: maxBytes, onError: refuse })
  return createMiddleware<ServiceEnv>(async (context, next) => {
    const announced = context.req.header('Content-Length')
    const chunked = context.req.header('Transfer-Encoding') !== undefined
    const incoming = context.env?.incoming
    if (announced === undefined || chunked) {
      const counted = count(context, async () => undefined)
      await (stillComing(incoming) ? inTime(incoming, counted, deadline) : counted)
      return next()
    }
    // Also what is not a number: Node lets none through.
    if (!(Number(announced) <= maxBytes)) {
      await drain(incoming, Number(announced))
      refuse()
    }
    // One that came with its head needs no clock: most do.
    if (stillComing(incoming)) await inTime(incoming, context.req.arrayBuffer(), deadline)
    await next()
  })
}

/** Up to here a refused body is read and thrown away. */
const MOST_DRAINED_BYTES = 16_000_000
const MOST_DRAINING_MS = 5_000

/**
 * Many clients write their whole body before they read the answer; cut off meanwhile, they see a broken
 * pipe instead of why they were refused.
 */
async function drain(incoming: unknown, announcedBytes: number): Promise<void> {
  if (!(incoming instanceof Readable) || !(announcedBytes <= MOST_DRAINED_BYTES)) return
  try {
    await finished(incoming.resume(), { writable: false, signal: AbortSignal.timeout(MOST_DRAINING_MS) })
  } catch {
    // Gone, or too slow: it is refused all the same, and cut off.
  }
}

/** A compressed body could be a thousand times larger than what was counted. */
export const refuseEncodedBody = createMiddleware<ServiceEnv>(async (context, next) => {
  const encoding = context.req.header('Content-Encoding')
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new ProblemError({ code: 'unsupported-media-type', accepted: ['identity'] })
  }
  await next()
})
