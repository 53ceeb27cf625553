import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStage } from '../chaos/stage.ts'
import type { Stage } from '../chaos/stage.ts'
import { hasEngines } from '../harness/distributed.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { membersOf, startClusteredEngines } from './clustered-engines.ts'
import type { ClusteredEngines, StreamMembers } from './clustered-engines.ts'

const CASE_TIMEOUT_MS = 400_000
const PATIENCE_MS = 120_000
/** So that the load meets the two that are left, and their new leader. */
const ALONE_MS = 3_000

describe.runIf(hasEngines())('the services on a NATS cluster of three', () => {
  const opened = new AsyncDisposableStack()
  let engines: ClusteredEngines
  let stage: Stage

  beforeAll(async () => {
    engines = opened.use(await startClusteredEngines())
    stage = opened.use(await createStage(engines, { natsReplicas: 3 }))
  }, 400_000)
  afterAll(() => opened.disposeAsync(), 60_000)

  const untilWhole = () =>
    waitUntil(
      'three nodes with all of the log',
      async () => {
        const members = await membersOf(engines.cluster, `${stage.namespace}_UNIWIRE`).catch(() => undefined)
        return members?.current === 3 && members
      },
      PATIENCE_MS,
    )

  it.each(['leader', 'follower'] as const)(
    'lose and double nothing when the %s of the log is killed under load, and go on by themselves',
    async (role) => {
      const strike = async () => {
        const victim = choose(role, await untilWhole())
        await victim.kill()
        await delay(ALONE_MS)
        await victim.restart()
        await untilWhole()
        return performance.now()
      }
      expect(await stage.play(`SIGKILL of the ${role}`, strike)).toEqual([])
    },
    CASE_TIMEOUT_MS,
  )
})

function choose(role: 'leader' | 'follower', { leader, followers }: StreamMembers) {
  const victim = role === 'leader' ? leader : followers[0]
  if (victim === undefined) throw new Error('a cluster of one')
  return victim
}
