import { IncomingMessage } from 'node:http'
import { ProblemError } from './problem.ts'

/** How slowly a body may come. */
export interface BodyDeadline {
  /** For a body of any size. */
  readonly graceMs: number
  /** What has come prolongs the grace by as long as it takes at this rate. */
  readonly leastBytesPerSecond: number
  /** For all of it, however it came. */
  readonly mostMs: number
}

/**
 * A megabyte may take 280 s, half of what the slowest mobile network needs for it; a byte every few seconds is cut
 * off with the grace.
 */
export const BODY_DEADLINE: BodyDeadline = { graceMs: 30_000, leastBytesPerSecond: 4_000, mostMs: 290_000 }

/** A sender that comes at the least rate is not looked at more often than so many times in the grace. */
const LOOKS = 30

/**
 * Waits for `read`, which reads the body; throws `request-timeout` when it does not come in time. Time in which this
 * process had no turn to read counts for nobody: it looks after the sockets were read.
 */
export async function inTime(
  incoming: IncomingMessage,
  read: Promise<unknown>,
  { graceMs, leastBytesPerSecond, mostMs }: BodyDeadline,
): Promise<void> {
  const { socket } = incoming
  const bytesBefore = socket.bytesRead
  const late = Promise.withResolvers<never>()
  let timer: NodeJS.Timeout | undefined
  let ended = false
  const look = (waitedMs: number) => {
    if (ended || incoming.complete) return
    const came = socket.bytesRead - bytesBefore
    const leftMs = Math.min(graceMs + (came / leastBytesPerSecond) * 1_000, mostMs) - waitedMs
    if (leftMs > 0) wait(Math.max(leftMs, graceMs / LOOKS), waitedMs)
    else late.reject(new ProblemError({ code: 'request-timeout' }))
  }
  const wait = (ms: number, waitedMs: number) => {
    timer = setTimeout(() => setImmediate(look, waitedMs + ms), ms).unref()
  }
  wait(graceMs, 0)
  try {
    await Promise.race([read, late.promise])
  } finally {
    ended = true
    clearTimeout(timer)
  }
}

/** Of a request that came over the network and whose body has not come as a whole. */
export function stillComing(incoming: unknown): incoming is IncomingMessage {
  return incoming instanceof IncomingMessage && !incoming.complete
}
