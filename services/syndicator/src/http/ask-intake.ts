import { ProblemError } from '@uniwire/service-kit'
import type { Context } from 'hono'

/** Intake, `fetch`-shaped: over the network in a process of its own, the neighbour's `fetch` in one process. */
export type FetchIntake = (path: string, init: RequestInit) => Promise<Response>

const PATIENCE_MS = 5_000
const RETRY_SECONDS = 2

/** Shows the caller's key to intake, which alone knows keys. Throws ProblemError while it is away. */
export async function askIntake(fetchIntake: FetchIntake, path: string, context: Context): Promise<Response> {
  const headers = {
    Authorization: context.req.header('Authorization') ?? '',
    'Accept-Language': context.req.header('Accept-Language') ?? '',
  }
  try {
    return await fetchIntake(path, { headers, signal: AbortSignal.timeout(PATIENCE_MS) })
  } catch {
    // Nobody can say whose key this is, and that is never "anybody's".
    throw new ProblemError({ code: 'not-ready', retryAfterSeconds: RETRY_SECONDS })
  }
}

/** Intake's own words. */
export function refused({ status, headers, body }: Response): Response {
  const kept = ['Content-Type', 'Content-Language', 'Retry-After', 'WWW-Authenticate'].flatMap((name) => {
    const value = headers.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  return new Response(body, {
    status,
    headers: { ...Object.fromEntries(kept), 'Cache-Control': 'private, no-store' },
  })
}

export function required(value: string | undefined, parameter: string): string {
  if (value === undefined || value === '') throw new ProblemError({ code: 'bad-parameter', parameter })
  return value
}
