import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger } from '@uniwire/service-kit'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepPollerCounts } from './kept-poller-counts.ts'
import { MOST } from './poller-counts.ts'

const SINCE = '2027-03-01T05:00:00Z'
const poll = { feed: 'nura.rss', userAgent: 'Reader/1', address: '198.51.100.7', at: '2027-03-01T06:00:00Z' }
const logger = createLogger({ service: 'syndicator', level: 'silent', readable: false })
const all = () => true

describe('poller counts after a restart', () => {
  let folder = ''
  let file = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'uniwire-pollers-'))
    file = join(folder, 'feed-readers.json')
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const open = (now = SINCE, saveEveryMs = 60_000) =>
    keepPollerCounts({
      file,
      randomBytes: (length) => new Uint8Array(length).fill(7),
      tools: { now: () => now, logger },
      saveEveryMs,
    })

  it('are the ones before it, since when they were begun, without an address in the file', async () => {
    {
      await using counts = await open()
      for (const address of ['198.51.100.7', '198.51.100.8']) counts.seen({ ...poll, address })
      counts.seen({ ...poll, userAgent: 'Feedly/1.0 (x; 12 subscribers)' })
    }
    expect(readdirSync(folder)).toEqual(['feed-readers.json'])
    expect(readFileSync(file, 'utf8')).not.toMatch(/198\.51|[\w-]{16}"|salt/)
    await using counts = await open('2027-03-01T07:00:00Z')
    expect(counts.since).toBe(SINCE)
    expect(counts.read(all)).toEqual([
      {
        feed: 'nura.rss',
        aggregators: [{ name: 'Feedly', subscribers: 12, at: poll.at }],
        others: [{ day: '2027-03-01', pollers: 2, atLeast: true }],
      },
    ])
  })

  it('count nobody of the same day twice, and the next day anew', async () => {
    {
      await using counts = await open()
      for (const address of ['a', 'b']) counts.seen({ ...poll, address })
    }
    await using counts = await open()
    for (const address of ['a', 'b', 'c']) {
      counts.seen({ ...poll, address })
      const pollers = address === 'c' ? 3 : 2
      expect(counts.read(all)[0]?.others).toEqual([{ day: '2027-03-01', pollers, atLeast: true }])
    }
    counts.seen({ ...poll, at: '2027-03-02T00:00:00Z' })
    expect(counts.read(all)[0]?.others).toEqual([
      { day: '2027-03-02', pollers: 1, atLeast: false },
      { day: '2027-03-01', pollers: 3, atLeast: true },
    ])
  })

  it('are saved while it runs, so that kill -9 takes the last minute at most', async () => {
    await using counts = await open(SINCE, 5)
    counts.seen(poll)
    await vi.waitUntil(() => readdirSync(folder).includes('feed-readers.json'), { timeout: 60_000 })
    expect(readFileSync(file, 'utf8')).toContain('nura.rss')
  })

  it('begin anew where the file cannot be read, and take no more from it than they may hold', async () => {
    writeFileSync(file, '{"since":"2027')
    {
      await using counts = await open()
      expect(counts.read(all)).toEqual([])
      for (let n = 0; n < MOST.feeds + 5; n += 1) counts.seen({ ...poll, feed: `${n}.rss` })
    }
    const text = readFileSync(file, 'utf8')
    writeFileSync(
      file,
      text.replace('"feeds":[', '"feeds":[{"feed":"one-more.rss","aggregators":[],"others":[]},'),
    )
    await using counts = await open()
    expect(counts.read(all)).toHaveLength(MOST.feeds)
  })
})
