import { createMiddleware } from 'hono/factory'
import { cors } from 'hono/cors'
import { ProblemError } from './problem.ts'
import type { ServiceEnv } from './service-env.ts'

/** How far a projection has come, and a way to wait until it has come further. */
export interface Position {
  current(): Promise<number>
  /** Resolves as soon as the position is reached, `false` once `timeoutMs` have passed without. */
  reached(position: number, timeoutMs: number): Promise<boolean>
}

const MAX_WAIT_MS = 2_000

/** CORS for what anyone may read (contract §2): no cookies, and the headers that a program needs. */
export const publicCors = cors({
  origin: '*',
  allowMethods: ['GET', 'HEAD', 'POST', 'OPTIONS'],
  exposeHeaders: ['ETag', 'Link', 'Uniwire-Position'],
  maxAge: 86_400,
})

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
