import type { ServiceName } from '../../infra/dev/route-table.ts'
import { SERVICES } from '../../infra/dev/route-table.ts'
import type { Distributed } from '../harness/distributed.ts'
import { waitUntil } from '../harness/wait-until.ts'
import type { Actor, Outside } from './outside.ts'
import { ACTORS } from './outside.ts'

const DEADLINE_MS = 120_000
const LAST_WORDS = 4_000

/** Until `/readyz` of the proxy says that all five are; a service that ended by itself is told at once. */
export async function untilReady({ url, processes }: Distributed): Promise<void> {
  await waitUntil(
    'all five to be ready',
    () => {
      const ended = SERVICES.find((name: ServiceName) => !processes[name].running())
      if (ended === undefined) return isReady(url)
      throw new Error(`${ended} ended by itself: ${processes[ended].output().slice(-LAST_WORDS)}`)
    },
    DEADLINE_MS,
  )
}

/** Until feeds, search and counts contain the log up to a sequence. */
export async function untilContained(outside: Outside, sequence: number): Promise<void> {
  const headers = { 'Uniwire-Min-Position': String(sequence) }
  await Promise.all([
    outside.insist('feed', '/feeds/all.atom', { headers }),
    outside.insist('search', '/v1/search?q=&limit=1', { headers }),
    outside.insist('view', '/v1/most-read', { headers }),
  ])
}

/** One line: seconds from the end of the fault. */
export function printRecovery(
  name: string,
  overAt: number,
  {
    outside,
    readyAt,
    shownAt,
  }: { readonly outside: Outside; readonly readyAt: number; readonly shownAt: number },
): void {
  const seconds = (ms: number | undefined) => (ms === undefined ? '-' : (ms / 1_000).toFixed(1))
  const first = ACTORS.map((actor: Actor) => `${actor} ${seconds(outside.firstSuccess(actor, overAt))}`)
  const parts = [`ready ${seconds(readyAt - overAt)}`, `all shown ${seconds(shownAt - overAt)}`, ...first]
  process.stdout.write(`recovery (s) ${name.padEnd(22)} ${parts.join('  ')}\n`)
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) })).ok
  } catch {
    return false
  }
}
