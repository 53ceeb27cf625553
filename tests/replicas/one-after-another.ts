import { setTimeout as delay } from 'node:timers/promises'
import { SERVICES } from '../../infra/dev/route-table.ts'
import { answers } from '../harness/engines/answers.ts'
import type { Distributed } from '../harness/distributed.ts'
import { waitUntil } from '../harness/wait-until.ts'

/** So that the load meets one replica alone, and not the two of them only. */
const ALONE_MS = 1_500
const DEADLINE_MS = 120_000

/**
 * Kills the replica of that number of one service after another, and starts each again before the next one is
 * killed; gives the moment at which the last one was ready again.
 */
export async function killOneAfterAnother({ replicas }: Distributed, number: number): Promise<number> {
  for (const name of SERVICES) {
    const replica = replicas[name][number]
    if (replica === undefined) throw new RangeError(`no replica ${number} of ${name}`)
    await replica.process.end('SIGKILL')
    await delay(ALONE_MS)
    replica.process.start()
    await waitUntil(`${name} to be back`, () => answers(`${replica.url}/readyz`), DEADLINE_MS)
  }
  return performance.now()
}
