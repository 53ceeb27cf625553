import { STREAMS } from '@uniwire/events'
import type { EventLog } from '@uniwire/ports'
import { describe, expect, it, vi } from 'vitest'
import { watched } from './sample-line.fixture.ts'
import { createSampleLog } from './sample-log.fixture.ts'
import { appendRecords, openSampleLogs, startSampleSyndicator } from './sample-syndicator.fixture.ts'

const sample = (title: string) => {
  const log = createSampleLog()
  log.register('nura')
  log.publish('nura', '1', { title })
  return { log }
}

describe('while the log is away', () => {
  it('the feeds stay, and say how stale they are', async () => {
    const { log } = sample('бірінші')
    const line = { broken: false }
    const logs = watched(await openSampleLogs(), { line })
    await using syndicator = await startSampleSyndicator(log.records, { logs: Promise.resolve(logs) })
    line.broken = true
    log.publish('nura', '2', { title: 'екінші' })
    await appendRecords(logs, log.records)
    await vi.waitFor(async () => {
      const feed = await syndicator.get('/feeds/nura.rss')
      expect(feed.headers.get('Uniwire-Stale')).toBe('0')
    })
    syndicator.clock.ms += 90_000
    const stale = await syndicator.get('/feeds/nura.rss')
    expect(stale.headers.get('Uniwire-Stale')).toBe('90')
    expect(stale.status).toBe(200)
    expect(await readiness(syndicator.syndicator)).toMatchObject({ ready: true })
    line.broken = false
    await syndicator.append(log.records)
    const fresh = await syndicator.get('/feeds/nura.rss')
    expect(await fresh.text()).toContain('екінші')
    await vi.waitFor(async () => {
      expect((await syndicator.get('/feeds/nura.rss')).headers.get('Uniwire-Stale')).toBeNull()
    })
  })

  it('and another one comes back: the store begins anew, and nothing old is served meanwhile', async () => {
    const line = { broken: false, instead: undefined as EventLog | undefined }
    const logs = watched(await openSampleLogs(), { line })
    const { log } = sample('бірінші')
    await using syndicator = await startSampleSyndicator(log.records, { logs: Promise.resolve(logs) })
    await using restored = await openSampleLogs('restored')
    await appendRecords(restored, sample('қалпына келтірілген').log.records)
    line.broken = true
    log.publish('nura', '2')
    await appendRecords(logs, log.records)
    await vi.waitFor(async () => {
      expect((await syndicator.get('/feeds/nura.rss')).headers.get('Uniwire-Stale')).not.toBeNull()
    })
    line.instead = await restored.open(STREAMS.log)
    line.broken = false
    await vi.waitFor(
      async () => {
        const feed = await syndicator.get('/feeds/nura.rss')
        expect(feed.status).toBe(200)
        const text = await feed.text()
        expect(text).toContain('қалпына келтірілген')
        expect(text).not.toContain('бірінші')
      },
      { timeout: 10_000 },
    )
  })
})

describe('readiness', () => {
  it('comes with the end of the log, and before it nothing is served', async () => {
    const { log } = sample('бірінші')
    const held = Promise.withResolvers<void>()
    const logs = watched(await openSampleLogs(), { hold: held.promise })
    await appendRecords(logs, log.records)
    const starting = startSampleSyndicator([], { logs: Promise.resolve(logs), wait: false })
    await using syndicator = await starting
    expect(await readiness(syndicator.syndicator)).toMatchObject({ ready: false })
    const early = await syndicator.get('/feeds/all.rss')
    expect(early.status).toBe(503)
    expect(early.headers.get('Retry-After')).toBe('1')
    held.resolve()
    await syndicator.append([])
    expect(await readiness(syndicator.syndicator)).toMatchObject({ ready: true })
    expect((await syndicator.get('/feeds/all.rss')).status).toBe(200)
  })

  it('goes after 5 s behind the end without a step', async () => {
    const { log } = sample('бірінші')
    const line = { broken: false, endOnly: true }
    const logs = watched(await openSampleLogs(), { line })
    await using syndicator = await startSampleSyndicator(log.records, { logs: Promise.resolve(logs) })
    line.broken = true
    log.publish('nura', '2')
    await appendRecords(logs, log.records)
    const ready = async () => (await readiness(syndicator.syndicator))?.ready
    expect(await ready()).toBe(true)
    syndicator.clock.ms += 4_999
    expect(await ready()).toBe(true)
    syndicator.clock.ms += 1
    expect(await ready()).toBe(false)
  })
})

async function readiness(service: { readonly checks: readonly { check(): Promise<{ ready: boolean }> }[] }) {
  return service.checks[0]?.check()
}
