import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EngineUnavailableError } from '@uniwire/ports'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDatabase } from '../sqlite/database.ts'
import { openViewCounter } from './open-view-counter.ts'

const AT = '2024-09-02T06:00:00Z'
const now = () => Date.parse(AT)
const TOTALS = { article: 'A', live: 0, unique: 0, rejected: {}, revision: 0 }

describe('openViewCounter', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'uniwire-views-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const file = () => join(folder, 'views.db')
  const view = (id: string) => ({ id, article: 'A', visitor: id, at: AT })

  it('is unavailable while another process writes, and the same call is safe to repeat', async () => {
    await using counter = await openViewCounter({ file: file(), now, busyTimeoutMs: 0 })
    await counter.seed([{ totals: TOTALS, days: {} }])
    using other = openDatabase(file(), { synchronous: 'FULL', busyTimeoutMs: 0 })
    other.exec('BEGIN IMMEDIATE')
    await expect(counter.record([view('1')])).rejects.toThrow(EngineUnavailableError)
    other.exec('ROLLBACK')
    expect(await counter.record([view('1')])).toEqual(['counted'])
  })

  it('sweeps once a minute, until nothing is left to sweep', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      let time = now()
      await using counter = await openViewCounter({ file: file(), now: () => time })
      await counter.seed([{ totals: TOTALS, days: {} }])
      await counter.record(Array.from({ length: 2_100 }, (_, n) => view(`${n}`)))
      time += 10 * 86_400_000
      vi.advanceTimersByTime(60_000)
      using other = openDatabase(file(), { synchronous: 'FULL' })
      await vi.waitFor(() =>
        expect(other.statement('SELECT count(*) AS n FROM seen').get()).toEqual({ n: 0 }),
      )
      expect(await counter.record([view('2')])).toEqual(['counted'])
    } finally {
      vi.useRealTimers()
    }
  })

  it.each([24, 30 * 24, 'all'] as const)(
    'answers others while it looks for what is read most in %s hours, and has every article in its place',
    async (windowHours) => {
      await using counter = await openViewCounter({ file: ':memory:', now })
      const seeds = Array.from({ length: 2_100 }, (_, n) => {
        const live = 1 + ((n * 7_919) % 50)
        const article = `article-${String(n).padStart(4, '0')}`
        return { totals: { ...TOTALS, article, live, revision: 1 }, days: { '2024-09-01': live } }
      })
      await counter.seed(seeds)
      const answered: string[] = []
      const list = counter
        .mostRead({ windowHours, at: '2024-09-02T00:00:00Z', limit: 2_000 })
        .finally(() => answered.push('list'))
      for (let n = 0; n < 3; n += 1) {
        await counter.totals([`article-000${n}`]).finally(() => answered.push('totals'))
        await new Promise((resolve) => setImmediate(resolve))
      }
      const expected = seeds
        .map(({ totals: { article, live } }) => ({ article, views: live }))
        .toSorted((a, b) => b.views - a.views || (a.article < b.article ? -1 : 1))
        .slice(0, 2_000)
      expect(await list).toEqual(expected)
      expect(answered).toEqual(['totals', 'totals', 'totals', 'list'])
    },
  )

  it('stores what is in flight when it closes, refuses what comes later, and leaves one file', async () => {
    const counter = await openViewCounter({ file: file(), now })
    await counter.seed([{ totals: TOTALS, days: {} }])
    const inFlight = counter.record([view('1')])
    await counter[Symbol.asyncDispose]()
    expect(await inFlight).toEqual(['counted'])
    await expect(counter.record([view('2')])).rejects.toThrow(EngineUnavailableError)
    await expect(counter.totals(['A'])).rejects.toThrow(EngineUnavailableError)
    expect(readdirSync(folder)).toEqual(['views.db'])
  })
})
