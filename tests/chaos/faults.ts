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

/**
 * `SIGKILL with work in hand`: the service dies while the engine that it works with stands still, so that it
 * has surely begun what it did not end.
 */
const KINDS = ['SIGKILL', 'SIGSTOP'] as const
export interface Fault {
  readonly kind: (typeof KINDS)[number] | 'SIGKILL with work in hand'
  readonly victim: Victim
}

const WORKS_WITH = { intake: 'nats', indexer: 'elasticsearch', views: 'redis' } as const

export const FAULTS: readonly Fault[] = [
  ...[...SERVICES, ...ENGINES].flatMap((victim) => KINDS.map((kind) => ({ kind, victim }))),
  ...(['intake', 'indexer', 'views'] as const).map((victim) => ({
    kind: 'SIGKILL with work in hand' as const,
    victim,
  })),
]

/** As long as whatever starts the dead again may take. */
const DOWN_MS = 1_000
const STOPPED_MS = 10_000
/** Every writer and viewer has sent something by then, and the indexer has pulled it. */
const IN_HAND_MS = 2_000

/** Does it, and gives the moment at which it was over: the victim begins again, or goes on. */
export async function strike(stack: Stack, { kind, victim }: Fault): Promise<number> {
  const target = targetOf(stack, victim)
  if (kind === 'SIGSTOP') {
    await whileStopped(target, () => delay(STOPPED_MS))
    return performance.now()
  }
  if (kind === 'SIGKILL') await target.kill()
  else if (isWorker(victim)) {
    await whileStopped(targetOf(stack, WORKS_WITH[victim]), async () => {
      await delay(IN_HAND_MS)
      await target.kill()
    })
  }
  await delay(DOWN_MS)
  const overAt = performance.now()
  await target.start()
  return overAt
}

async function whileStopped(target: Target, work: () => Promise<unknown>): Promise<void> {
  target.pause()
  try {
    await work()
  } finally {
    target.resume()
  }
}

interface Target {
  kill(): Promise<unknown>
  start(): void | Promise<void>
  pause(): void
  resume(): void
}

function targetOf({ wire, engines }: Stack, victim: Victim): Target {
  if (!isService(victim)) return { ...engines[victim], start: () => engines[victim].restart() }
  const process = wire.processes[victim]
  return {
    kill: () => process.end('SIGKILL'),
    start: () => process.start(),
    pause: () => process.signal('SIGSTOP'),
    resume: () => process.signal('SIGCONT'),
  }
}

function isWorker(victim: Victim): victim is keyof typeof WORKS_WITH {
  return victim in WORKS_WITH
}

function isService(victim: Victim): victim is ServiceName {
  return SERVICES.some((name) => name === victim)
}
