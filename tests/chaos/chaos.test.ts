import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasEngines, startEngines } from '../harness/distributed.ts'
import { hasSharedPages } from '../harness/shared-pages.ts'
import { publishPages } from './pages.ts'
import { createStage } from './stage.ts'
import type { Stage } from './stage.ts'
import { FAULTS, strike } from './faults.ts'

/** Ten seconds of standstill, then as long as a busy machine takes to come back. */
const CASE_TIMEOUT_MS = 600_000

describe.runIf(hasEngines())('under a small load', () => {
  const opened = new AsyncDisposableStack()
  let stage: Stage

  beforeAll(async () => {
    stage = opened.use(await createStage(opened.use(await startEngines())))
  }, 600_000)
  afterAll(() => opened.disposeAsync(), 60_000)

  it.each(FAULTS)(
    '$kind of $victim loses nothing, doubles nothing, and shows nothing that was taken back',
    async (fault) => {
      const offences = await stage.play(`${fault.kind} of ${fault.victim}`, () => strike(stage, fault))
      expect(offences).toEqual([])
    },
    CASE_TIMEOUT_MS,
  )

  let readPages: () => Promise<readonly unknown[]>
  let pages: readonly unknown[]
  it.runIf(hasSharedPages)(
    'the five real pages come in',
    async () => {
      readPages = await publishPages(stage.wire.url)
      pages = await readPages()
      expect(JSON.stringify(pages)).toContain('nanosatellite')
    },
    60_000,
  )

  it(
    'SIGKILL of everything at once takes nothing with it',
    async () => {
      const offences = await stage.play('SIGKILL of everything', async () => {
        await stage.wire.kill()
        const overAt = performance.now()
        await stage.wire.start()
        return overAt
      })
      expect(offences).toEqual([])
      expect(await stage.settleAll()).toEqual([])
    },
    CASE_TIMEOUT_MS,
  )

  it.runIf(hasSharedPages)(
    'the five real pages are all still there, to the byte',
    async () => {
      expect(await readPages()).toEqual(pages)
    },
    60_000,
  )
})
