import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { STREAMS } from '@uniwire/events'
import type { EventLog, EventLogs } from '@uniwire/ports'
import { LogUnavailableError } from '@uniwire/ports'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSampleLog } from './sample-log.ts'
import { appendRecords, openSampleLogs, startSampleSyndicator } from './sample-syndicator.ts'

const sample = (title: string) => {
  const log = createSampleLog()
  log.register('nura')
  const id = log.publish('nura', '1', { title })
  return { log, id, subject: `article.nura.${id}` }
}

describe('the syndicator follows the log', () => {
  it('skips an event of a newer release and counts it', async () => {
    const { log, subject } = sample('бірінші')
    log.add({ type: 'article.translated', subject, payload: '{}' })
    log.add({ type: 'article.revised', schema: 99, subject, payload: '{}' })
    log.publish('nura', '2', { title: 'екінші' })
    await using syndicator = await startSampleSyndicator(log.records)
    const feed = await syndicator.get('/feeds/nura.rss')
    expect(feed.headers.get('Uniwire-Position')).toBe('5')
    expect(await feed.text()).toContain('екінші')
    const { values } = await syndicator.tools.metrics.skipped.get()
    expect(values).toMatchObject([{ labels: { projection: 'feeds' }, value: 2 }])
  })

  it('makes dead letters of what it cannot read or show, and goes on behind them', async () => {
    const { log, subject } = sample('бірінші')
    log.add({ type: 'article.revised', subject, payload: '{"broken' })
    const article = JSON.parse(log.records[1]?.payload ?? '') as { content: { publishedAt: object } }
    const timeless = { ...article.content.publishedAt, instant: 'some day' }
    const payload = JSON.stringify({
      ...article,
      version: 2,
      content: { ...article.content, publishedAt: timeless },
    })
    log.add({ type: 'article.revised', subject, payload })
    log.publish('nura', '2', { title: 'екінші' })
    await using syndicator = await startSampleSyndicator(log.records)
    const text = await (await syndicator.get('/feeds/nura.rss')).text()
    expect(text).toMatch(/екінші[^]*бірінші/)
    const dead = await syndicator.logs.open(STREAMS.dead)
    const letters = await dead.read({ after: 0, limit: 10 })
    expect(letters.records.map((letter) => letter.subject)).toEqual(['dead.feeds.3', 'dead.feeds.4'])
    const { values } = await syndicator.tools.metrics.deadLetters.get()
    expect(values).toMatchObject([{ labels: { projection: 'feeds' }, value: 2 }])
  })

  it('is healed by the next event of an article whose last one was lost', async () => {
    const { log, subject } = sample('бірінші')
    log.publish('nura', '1', { title: 'екінші' })
    const lost = log.records.map((record, index) => (index === 2 ? { ...record, payload: 'lost' } : record))
    await using syndicator = await startSampleSyndicator(lost)
    expect(await (await syndicator.get('/feeds/nura.rss')).text()).toContain('бірінші')
    log.observe('nura', '1', 488)
    await syndicator.append(log.records)
    expect(await (await syndicator.get('/feeds/nura.rss')).text()).toContain('екінші')
    expect(log.records.at(-1)).toMatchObject({ subject, envelope: { type: 'baseline.observed' } })
  })

  it('takes an article back by the address alone when the withdrawal cannot be read', async () => {
    for (const broken of [{ payload: 'broken' }, { payload: '{}' }, { payload: '{}', schema: 99 }]) {
      const { log, id, subject } = sample('бірінші')
      log.add({ type: 'article.withdrawn', subject, ...broken })
      await using syndicator = await startSampleSyndicator(log.records)
      const atom = await (await syndicator.get('/feeds/nura.atom')).text()
      expect(atom).toContain(`<at:deleted-entry ref="urn:uuid:${id}" when="2027-03-01T06:02:00Z"/>`)
      expect(atom).not.toContain('бірінші')
      const changes = await (await syndicator.get('/v1/changes')).text()
      expect(changes).toContain('"type":"withdrawn"')
      expect(changes).not.toContain('бірінші')
      const dead = await syndicator.logs.open(STREAMS.dead)
      expect(await dead.end()).toBe(0)
    }
  })
})

describe('the store', () => {
  let folder = ''
  let file = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'uniwire-feeds-'))
    file = join(folder, 'feeds.db')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('goes on where it stopped', async () => {
    const { log } = sample('бірінші')
    const logs = await openSampleLogs()
    const reads: number[] = []
    const start = () =>
      startSampleSyndicator(log.records, {
        databaseFile: file,
        logs: Promise.resolve(watched(logs, { onFollow: (after) => reads.push(after) })),
      })
    const first = await start()
    const before = await (await first.get('/feeds/nura.atom')).text()
    await first.syndicator[Symbol.asyncDispose]()
    await using again = await start()
    expect(reads).toEqual([0, 2])
    expect(await (await again.get('/feeds/nura.atom')).text()).toBe(before)
  })

  it('is one file without the text of withdrawn articles once the service has stopped', async () => {
    const { log } = sample('the-secret-text')
    log.withdraw('nura', '1')
    const syndicator = await startSampleSyndicator(log.records, { databaseFile: file })
    await syndicator[Symbol.asyncDispose]()
    expect(readFileSync(file).includes('the-secret-text')).toBe(false)
    expect(() => readFileSync(`${file}-wal`)).toThrow('ENOENT')
  })

  it('begins anew for another log, even one that has the same sequences', async () => {
    const first = await startSampleSyndicator(sample('бірінші').log.records, { databaseFile: file })
    await first[Symbol.asyncDispose]()
    await using second = await startSampleSyndicator(sample('екінші').log.records, {
      databaseFile: file,
      logs: openSampleLogs('another'),
    })
    const feed = await (await second.get('/feeds/nura.rss')).text()
    expect(feed).toContain('екінші')
    expect(feed).not.toContain('бірінші')
  })

  it('begins anew when the log ends before its position or has another event there', async () => {
    const { log } = sample('бірінші')
    log.publish('nura', '2', { title: 'кейінгі' })
    const first = await startSampleSyndicator(log.records, { databaseFile: file })
    await first[Symbol.asyncDispose]()
    const shorter = await startSampleSyndicator(log.records.slice(0, 2), { databaseFile: file })
    expect(await (await shorter.get('/feeds/nura.rss')).text()).not.toContain('кейінгі')
    await shorter[Symbol.asyncDispose]()
    const other = sample('басқа').log.records.map((record) => ({
      ...record,
      envelope: { ...record.envelope, id: `1${record.envelope.id.slice(1)}` },
    }))
    await using replaced = await startSampleSyndicator(other, { databaseFile: file })
    expect(await (await replaced.get('/feeds/nura.rss')).text()).toContain('басқа')
  })

  it('begins anew when the file is damaged or was made for another address', async () => {
    writeFileSync(file, 'this is no database, and longer than the header of one would have to be'.repeat(9))
    const { log } = sample('бірінші')
    const first = await startSampleSyndicator(log.records, { databaseFile: file })
    expect(await (await first.get('/feeds/nura.rss')).text()).toContain('бірінші')
    await first[Symbol.asyncDispose]()
    await using moved = await startSampleSyndicator(log.records, {
      databaseFile: file,
      publicUrl: 'https://new.example.kz',
    })
    const feed = await (await moved.get('/feeds/nura.rss')).text()
    expect(feed).toContain('https://new.example.kz/articles/')
    expect(feed).not.toContain('wire.example.kz')
  })
})

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

interface Line {
  broken: boolean
  /** The end can be asked for while nothing can be read. */
  endOnly?: boolean
  instead?: EventLog | undefined
}

/** A log whose line to this reader can break, be held, or come back at another log. */
function watched(
  logs: EventLogs,
  options: { line?: Line; hold?: Promise<void>; onFollow?: (after: number) => void },
): EventLogs {
  const { line = { broken: false } as Line, hold, onFollow } = options
  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    if (line.broken && line.endOnly !== true) throw new LogUnavailableError('the line is broken')
    return work()
  }
  return {
    async open(spec) {
      const log = await logs.open(spec)
      if (spec.name !== STREAMS.log.name) return log
      const target = () => line.instead ?? log
      return {
        ...log,
        get generation() {
          return target().generation
        },
        end: () => ask(() => target().end()),
        idAt: (sequence) => ask(() => target().idAt(sequence)),
        async *follow(query) {
          onFollow?.(query.after)
          await hold
          for await (const page of target().follow(query)) {
            if (line.broken) throw new LogUnavailableError('the line is broken')
            yield page
          }
        },
      }
    },
    [Symbol.asyncDispose]: () => logs[Symbol.asyncDispose](),
  }
}
