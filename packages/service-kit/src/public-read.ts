import { RETAINED_304_HEADERS, etag } from 'hono/etag'
import { createMiddleware } from 'hono/factory'
import { ProblemError } from './problem.ts'
import type { ServiceEnv } from './service-env.ts'

/** How far a projection has come, and a way to wait until it has come further. */
export interface Position {
  current(): Promise<number>
  /** Resolves as soon as the position is reached, `false` once `timeoutMs` have passed without. */
  reached(position: number, timeoutMs: number): Promise<boolean>
}

const MAX_WAIT_MS = 2_000
/** For whoever asked from another origin, or for a position: not only what a cache needs (RFC 9110 §15.4.5). */
const RETAINED = [
  ...RETAINED_304_HEADERS,
  'access-control-allow-origin',
  'access-control-expose-headers',
  'content-language',
  'uniwire-position',
  'x-request-id',
]

const EXPOSED_HEADERS = 'ETag, Link, Uniwire-Position, Uniwire-Stale'
const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, OPTIONS',
  'Access-Control-Allow-Headers': 'Content-Type, If-None-Match, Uniwire-Min-Position',
  'Access-Control-Max-Age': '86400',
}

/**
 * CORS for what anyone may read (contract §2): no cookies, and the headers that a program needs. Its
 * headers are prepared, not set on an answer: Hono would copy the body into a stream to join the two
 * (measured: a third of the answers a second).
 */
export const publicCors = createMiddleware<ServiceEnv>(async (context, next) => {
  context.header('Access-Control-Allow-Origin', '*')
  context.header('Access-Control-Expose-Headers', EXPOSED_HEADERS)
  if (context.req.method === 'OPTIONS') return context.body(null, 204, PREFLIGHT)
  await next()
  return undefined
})

/** An entity tag made from the bytes, and 304 for whoever has them. */
export const entityTag = etag({ retainedHeaders: RETAINED })

/** `Uniwire-Min-Position: n` waits up to 2 s for it, then says 503 (contract §5). */
export function awaitMinPosition(position: Position) {
  return createMiddleware<ServiceEnv>(async (context, next) => {
    const asked = context.req.header('Uniwire-Min-Position')
    if (asked !== undefined) {
      if (!/^\d{1,15}$/.test(asked))
        throw new ProblemError({ code: 'bad-parameter', parameter: 'Uniwire-Min-Position' })
      const wanted = Number(asked)
      if (!(await position.reached(wanted, MAX_WAIT_MS))) {
        throw new ProblemError({ code: 'not-ready', position: wanted, retryAfterSeconds: 1 })
      }
    }
    await next()
  })
}
