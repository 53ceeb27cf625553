import { setTimeout as delay } from 'node:timers/promises'
import { SERVICES } from '../../infra/dev/route-table.ts'
import type { ServiceName } from '../../infra/dev/route-table.ts'
import type { Distributed, Engines } from '../harness/distributed.ts'

export interface Stack {
  readonly wire: Distributed
  readonly engines: Engines
}

const ENGINES = ['nats', 'elasticsearch', 'redis'] as const
type Victim = ServiceName | (typeof ENGINES)[number]

const KINDS = ['SIGKILL', 'SIGSTOP'] as const
export interface Fault {
  readonly kind: (typeof KINDS)[number]
  readonly victim: Victim
}

export const FAULTS: readonly Fault[] = [...SERVICES, ...ENGINES].flatMap((victim) =>
  KINDS.map((kind) => ({ kind, victim })),
)

/** As long as whatever starts the dead again may take. */
const DOWN_MS = 1_000
const STOPPED_MS = 10_000

/** Does it, and gives the moment at which it was over: the victim begins again, or goes on. */
export async function strike({ wire, engines }: Stack, { kind, victim }: Fault): Promise<number> {
  const target = isService(victim)
    ? serviceTarget(wire.processes[victim])
    : { ...engines[victim], start: () => engines[victim].restart() }
  if (kind === 'SIGKILL') {
    await target.kill()
    await delay(DOWN_MS)
    const overAt = performance.now()
    await target.start()
    return overAt
  }
  target.pause()
  try {
    await delay(STOPPED_MS)
  } finally {
    target.resume()
  }
  return performance.now()
}

function isService(victim: Victim): victim is ServiceName {
  return SERVICES.some((name) => name === victim)
}

function serviceTarget(process: Distributed['processes'][ServiceName]) {
  return {
    kill: () => process.end('SIGKILL'),
    start: () => process.start(),
    pause: () => process.signal('SIGSTOP'),
    resume: () => process.signal('SIGCONT'),
  }
}
