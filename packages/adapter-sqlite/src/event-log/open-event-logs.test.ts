import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LogUnavailableError } from '@uniwire/ports'
import type { NewRecord, StreamSpec } from '@uniwire/ports'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDatabase } from '../sqlite/database.ts'
import { openEventLogs } from './open-event-logs.ts'

const NEWS: StreamSpec = { name: 'NEWS', subjects: ['a.>'], retention: { kind: 'forever' } }

describe('openEventLogs', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'uniwire-log-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const open = (now: () => number = Date.now) =>
    openEventLogs({
      file: join(folder, 'log.db'),
      now,
      newId: () => crypto.randomUUID(),
      busyTimeoutMs: 0,
    })

  it('says that it is unavailable while another process writes, and stores nothing late', async () => {
    await using logs = await open()
    const log = await logs.open(NEWS)
    using other = openDatabase(join(folder, 'log.db'), { synchronous: 'FULL', busyTimeoutMs: 0 })
    other.exec('BEGIN IMMEDIATE')
    const outcomes = await Promise.allSettled([log.append(record('a.1')), log.append(record('a.2'))])
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code)).toEqual([
      'log-unavailable',
      'log-unavailable',
    ])
    other.exec('ROLLBACK')
    expect(await log.end()).toBe(0)
    expect(await log.append(record('a.1'))).toMatchObject({ ok: true, sequence: 1 })
  })

  it('does not call erased what another reader keeps in the write-ahead log', async () => {
    await using logs = await open()
    const log = await logs.open(NEWS)
    await log.append(record('a.1'))
    using other = openDatabase(join(folder, 'log.db'), { synchronous: 'FULL', busyTimeoutMs: 0 })
    other.exec('BEGIN; SELECT * FROM streams')
    other.statement('SELECT name FROM streams').get()
    await expect(log.erase('a.1', 2)).rejects.toThrow(LogUnavailableError)
    other.exec('COMMIT')
    expect(await log.erase('a.1', 2)).toBe(0)
    expect(await log.last('a.1')).toBeUndefined()
  })

  it('wakes a waiting pull when a delivery falls due again', async () => {
    await using logs = await open()
    const log = await logs.open(NEWS)
    await log.append(record('a.1'))
    await using consumer = await log.consumer({ name: 'hub', ackWaitMs: 30 })
    const { signal } = new AbortController()
    expect(await consumer.pull({ max: 1, waitMs: 0, signal })).toMatchObject([{ attempt: 1 }])
    expect(await consumer.pull({ max: 1, waitMs: 20_000, signal })).toMatchObject([{ attempt: 2 }])
    const waiting = consumer.pull({ max: 1, waitMs: 20_000, signal })
    await consumer.retryAfter([1], 0)
    expect(await waiting).toMatchObject([{ attempt: 3 }])
  })

  it('drops what grew too old while it was not running', async () => {
    const receipts: StreamSpec = { name: 'R', subjects: ['a.>'], retention: { kind: 'days', days: 1 } }
    {
      await using logs = await open(() => 0)
      const log = await logs.open(receipts)
      for (let n = 0; n < 450; n++) await log.append(record(`a.${n}`))
    }
    await using logs = await open(() => 86_400_001)
    const log = await logs.open(receipts)
    expect(await log.read({ after: 0, limit: 10 })).toEqual({ records: [], position: 450 })
  })

  it('drops what grows too old while nobody appends, once a minute', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      let now = 0
      await using logs = await open(() => now)
      const log = await logs.open({ name: 'R', subjects: ['a.>'], retention: { kind: 'days', days: 1 } })
      await log.append(record('a.1'))
      now = 86_400_001
      expect((await log.read({ after: 0, limit: 10 })).records).toHaveLength(1)
      vi.advanceTimersByTime(60_000)
      await log.append({ ...record('a.2'), expected: 7 })
      expect(await log.read({ after: 0, limit: 10 })).toEqual({ records: [], position: 1 })
    } finally {
      vi.useRealTimers()
    }
  })

  it('commits what is in flight when it closes, ends followers, and leaves one file', async () => {
    const logs = await open()
    const log = await logs.open(NEWS)
    const consumer = await log.consumer({ name: 'hub', ackWaitMs: 1_000 })
    const seen = vi.fn<(position: number) => void>()
    const following = (async () => {
      const { signal } = new AbortController()
      for await (const page of log.follow({ after: 0, signal })) seen(page.position)
    })()
    await vi.waitFor(() => expect(seen).toHaveBeenCalledWith(0))
    const { signal } = new AbortController()
    const inFlight = log.append(record('a.1'))
    await logs[Symbol.asyncDispose]()
    expect(await inFlight).toEqual({ ok: true, sequence: 1 })
    await expect(following).rejects.toThrow(LogUnavailableError)
    await expect(log.append(record('a.2'))).rejects.toThrow(LogUnavailableError)
    await expect(log.last('a.1')).rejects.toThrow(LogUnavailableError)
    await expect(consumer.pull({ max: 1, waitMs: 0, signal })).rejects.toThrow(LogUnavailableError)
    await expect(logs.open(NEWS)).rejects.toThrow(LogUnavailableError)
    expect(readdirSync(folder)).toEqual(['log.db'])
  })

  it('refuses a file that a newer release wrote', async () => {
    await (await open())[Symbol.asyncDispose]()
    using other = openDatabase(join(folder, 'log.db'), { synchronous: 'FULL' })
    other.exec('PRAGMA user_version = 99')
    await expect(open()).rejects.toThrow('newer')
  })

  it('ends a page before it fills the memory, and joins such pages without a gap', async () => {
    await using logs = await open()
    const log = await logs.open(NEWS)
    const payload = `"${'x'.repeat(900_000)}"`
    await log.appendBatch(Array.from({ length: 20 }, (_, n) => ({ ...record(`a.${n}`), payload })))
    const first = await log.read({ after: 0, limit: 500 })
    expect(first.records.length).toBeLessThan(20)
    expect(first.position).toBe(first.records.length)
    await using consumer = await log.consumer({ name: 'hub', ackWaitMs: 1_000 })
    const { signal } = new AbortController()
    const seen: number[] = []
    while (seen.length < 20) {
      const deliveries = await consumer.pull({ max: 500, waitMs: 0, signal })
      expect(deliveries.length).toBeLessThan(20)
      seen.push(...deliveries.map((delivery) => delivery.record.sequence))
    }
    expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
  })
})

function record(subject: string): NewRecord {
  const envelope = {
    id: crypto.randomUUID(),
    source: 's',
    type: 't',
    time: '2024-09-02T06:00:00Z',
    schema: 1,
  }
  return { subject, expected: 0, envelope, payload: '{}' }
}
