import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { STREAMS } from '@uniwire/events'
import { whyAnotherLog } from '@uniwire/projection'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { watched } from './sample-line.fixture.ts'
import { createSampleLog } from './sample-log.fixture.ts'
import { openSampleLogs, startSampleSyndicator } from './sample-syndicator.fixture.ts'
import { placeOf } from './store/open-store.ts'

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

  it('shows nobody what it had when it was stopped before it has what came since', async () => {
    const { log } = sample('бірінші')
    const logs = await openSampleLogs()
    const first = await startSampleSyndicator(log.records, {
      databaseFile: file,
      logs: Promise.resolve(logs),
    })
    await first.syndicator[Symbol.asyncDispose]()
    log.publish('nura', '2', { title: 'екінші' })
    const held = Promise.withResolvers<void>()
    await using again = await startSampleSyndicator(log.records, {
      databaseFile: file,
      logs: Promise.resolve(watched(logs, { hold: held.promise })),
      wait: false,
    })
    // Another replica may have shown the second one already: this one would take its readers back in time.
    expect((await again.get('/feeds/nura.atom')).status).toBe(503)
    held.resolve()
    await again.append([])
    expect(await (await again.get('/feeds/nura.atom')).text()).toContain('екінші')
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

  it('does not go on with a log that ends before its position, were there only holes', async () => {
    await using logs = await openSampleLogs()
    const log = await logs.open(STREAMS.log)
    const checkpoint = {
      store: '',
      generation: log.generation,
      eventSequence: 0,
      eventId: '',
      complete: true,
    }
    expect(await whyAnotherLog(placeOf({ ...checkpoint, position: 0 }), log)).toBeUndefined()
    expect(await whyAnotherLog(placeOf({ ...checkpoint, position: 5 }), log)).toBe('it is ahead of the log')
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
