import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * Below those from which the system takes the ports of outgoing connections (32768 on Linux): one of these may be
 * gone before a process listens at it, or comes back to it after it was killed.
 */
const FIRST = 10_000
const PORTS_OF_A_WORKER = 4_000
const WORKERS = 5

/** Two workers at once must not find the same port free. */
const first = FIRST + (Number(process.env['VITEST_POOL_ID'] ?? 0) % WORKERS) * PORTS_OF_A_WORKER
let next = Math.floor(Math.random() * PORTS_OF_A_WORKER)

/** A port that nobody listens at now, and that this worker was not given before. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < PORTS_OF_A_WORKER; tried += 1) {
    const port = first + (next % PORTS_OF_A_WORKER)
    next += 1
    if (await isFree(port)) return port
  }
  throw new Error(`none of ${PORTS_OF_A_WORKER} ports from ${first} on is free`)
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
  } catch {
    // Somebody else's, whatever the reason.
    return false
  }
  server.close()
  await once(server, 'close')
  return true
}
