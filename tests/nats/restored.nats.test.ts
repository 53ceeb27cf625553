import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LogUnavailableError } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { newRecord, stored, storeArticles } from '../contract/event-log/engine.ts'
import { followFrom } from '../contract/event-log/following.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startNats } from '../harness/engines/nats.ts'
import type { Nats } from '../harness/engines/nats.ts'
import { openLog, openRaw } from './open-log.ts'

describe.runIf(hasEngine('nats', { own: true }))('a log restored under its followers', () => {
  it('ends before their position, which they are told, and not given what comes next', async () => {
    await using nats = await startNats()
    await using opened = await openLog(nats.url)
    await storeArticles(opened.log, 3)
    const backup = await backUp(nats)
    const lost = await stored(opened.log, newRecord('university.kaznu'))
    await using follower = followFrom(opened.log, 0)
    await follower.until(lost)
    const waiting = follower.next()
    await Promise.all([
      expect(waiting).rejects.toThrow(/ends at 3, before the position 4/),
      restore(nats, backup),
    ])
    await expect(waiting).rejects.toThrow(LogUnavailableError)
  })

  it('has another event at their position, which they are told', async () => {
    await using nats = await startNats()
    await storeInto(nats, 3)
    const fork = await backUp(nats)
    await storeInto(nats, 4)
    const otherHistory = await backUp(nats)
    await restore(nats, fork)
    await using opened = await openLog(nats.url)
    const lost = await stored(opened.log, newRecord('university.kaznu'))
    await using follower = followFrom(opened.log, 0)
    await follower.until(lost)
    const waiting = follower.next()
    await Promise.all([expect(waiting).rejects.toThrow(/another event at 4/), restore(nats, otherHistory)])
  })

  it('has another generation, which they are told', async () => {
    await using nats = await startNats()
    await using opened = await openLog(nats.url)
    await using raw = await openRaw(nats.url)
    await storeArticles(opened.log, 3)
    const before = opened.log.generation
    await using follower = followFrom(opened.log, 0)
    await follower.until(3)
    const waiting = follower.next()
    const { config } = await raw.jsm.streams.info('UNIWIRE')
    const metadata = { ...config.metadata, 'uniwire-generation': 'another' }
    await raw.jsm.streams.update('UNIWIRE', { ...config, metadata })
    await Promise.all([expect(waiting).rejects.toThrow(/another log/), nats.restart()])
    expect(opened.log.generation).toBe('another')
    expect(before).not.toBe('another')
    // One that is opened now has the generation of the stream, not that of the streams beside it.
    await using again = await openLog(nats.url)
    expect(again.log.generation).toBe('another')
  })
})

/** Articles up to the one numbered `count`, those that are not there yet. */
async function storeInto(nats: Nats, count: number): Promise<void> {
  await using opened = await openLog(nats.url)
  for (let n = (await opened.log.end()) + 1; n <= count; n++) {
    await stored(opened.log, newRecord(`article.kaznu.${n}`))
  }
}

async function backUp(nats: Nats): Promise<string> {
  const backup = join(nats.folder, `backup-${crypto.randomUUID()}`)
  await nats.stop()
  await cp(join(nats.folder, 'data'), backup, { recursive: true })
  await nats.restart()
  return backup
}

async function restore(nats: Nats, backup: string): Promise<void> {
  await nats.stop()
  await replaceFolder(nats, backup)
  await nats.restart()
}

async function replaceFolder(nats: Nats, backup: string): Promise<void> {
  await rm(join(nats.folder, 'data'), { recursive: true })
  await cp(backup, join(nats.folder, 'data'), { recursive: true })
}
