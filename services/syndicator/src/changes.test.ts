import type { Change } from '@uniwire/http-api'
import { describe, expect, it } from 'vitest'
import { createSampleLog } from './sample-log.fixture.ts'
import type { SampleSyndicator } from './sample-syndicator.fixture.ts'
import { startSampleSyndicator } from './sample-syndicator.fixture.ts'

interface Page {
  readonly changes: readonly Change[]
  readonly next: number
}

async function changes(syndicator: SampleSyndicator, query = ''): Promise<Page> {
  const response = await syndicator.get(`/v1/changes${query}`)
  expect(response.status).toBe(200)
  // The shape that the route promises; what is in it the tests look at.
  return (await response.json()) as Page
}

const summary = (page: Page) =>
  page.changes.map(({ sequence, type, version, article }) => [sequence, type, version, article?.title])

describe('/v1/changes', () => {
  it('tells every public change in the order of the log, and nothing that readers cannot see', async () => {
    const log = createSampleLog()
    log.register('nura')
    log.publish('nura', '1', { title: 'a' })
    log.observe('nura', '1', 488)
    log.publish('nura', '1', { title: 'b' })
    log.publish('nura', '2', { title: 'embargoed', embargoedUntil: '2027-03-01T09:00:00Z' })
    log.publish('nura', '3', { title: 'never', embargoedUntil: '2027-03-01T09:00:00Z' })
    log.publish('nura', '4', { title: 'lifted', embargoedUntil: '2027-03-01T09:00:00Z' })
    log.withdraw('nura', '3')
    log.publish('nura', '4', { title: 'lifted by revision' })
    log.nowMs = Date.parse('2027-03-01T09:00:01Z')
    log.release('nura', '2')
    await using syndicator = await startSampleSyndicator(log.records)
    const page = await changes(syndicator)
    expect(summary(page)).toEqual([
      [2, 'published', 1, 'a'],
      [4, 'revised', 2, 'b'],
      [9, 'published', 2, 'lifted by revision'],
      [10, 'published', 1, 'embargoed'],
    ])
    expect(page.next).toBe(10)
    expect(page.changes[3]).toMatchObject({ university: 'nura', at: '2027-03-01T09:00:01.000Z' })
    expect(page.changes[3]?.article).not.toHaveProperty('views')
  })

  it('takes the content out of every entry of a withdrawn article; only its return has it again', async () => {
    const log = createSampleLog()
    log.register('nura')
    log.publish('nura', '1', { title: 'a' })
    log.publish('nura', '1', { title: 'b' })
    log.withdraw('nura', '1')
    await using syndicator = await startSampleSyndicator(log.records)
    const withdrawn = [
      [2, 'published', 1, undefined],
      [3, 'revised', 2, undefined],
      [4, 'withdrawn', 2, undefined],
    ]
    expect(summary(await changes(syndicator))).toEqual(withdrawn)
    log.restore('nura', '1')
    log.publish('nura', '1', { title: 'c' })
    await syndicator.append(log.records)
    expect(summary(await changes(syndicator))).toEqual([
      ...withdrawn,
      [5, 'restored', 2, 'b'],
      [6, 'revised', 3, 'c'],
    ])
  })

  it('is walked page by page without a gap or a repetition, of all or of one university', async () => {
    const log = createSampleLog()
    log.register('nura')
    log.register('esil')
    for (let n = 0; n < 20; n += 1) log.publish(n % 3 === 0 ? 'esil' : 'nura', String(n))
    await using syndicator = await startSampleSyndicator(log.records)
    const walk = async (filter: string) => {
      const seen: number[] = []
      for (let after = 0; ;) {
        const page = await changes(syndicator, `?after=${after}&limit=3${filter}`)
        if (page.changes.length === 0) return { seen, next: page.next }
        seen.push(...page.changes.map((change) => change.sequence))
        after = page.next
      }
    }
    expect(await walk('')).toEqual({ seen: Array.from({ length: 20 }, (_, n) => n + 3), next: 22 })
    const esil = await walk('&university=esil')
    expect(esil.seen).toEqual([3, 6, 9, 12, 15, 18, 21])
    expect(esil.next).toBe(21)
  })

  it('refuses to give no entries, which would look like "up to date", and leaves the caller where it was', async () => {
    const log = createSampleLog()
    log.register('nura')
    log.publish('nura', '1')
    await using syndicator = await startSampleSyndicator(log.records)
    expect((await syndicator.get('/v1/changes?limit=0')).status).toBe(400)
    expect((await syndicator.get('/v1/changes?limit=00')).status).toBe(400)
    expect((await changes(syndicator, '?limit=9999')).changes).toHaveLength(1)
    expect(await changes(syndicator, '?after=7')).toEqual({ changes: [], next: 7 })
  })

  it('is revalidated by its tag, which stays while nothing public happens', async () => {
    const log = createSampleLog()
    log.register('nura')
    log.publish('nura', '1')
    await using syndicator = await startSampleSyndicator(log.records)
    const first = await syndicator.get('/v1/changes?after=2')
    expect(first.headers.get('Cache-Control')).toBe('no-cache')
    const headers = { 'If-None-Match': first.headers.get('ETag') ?? '' }
    log.observe('nura', '1', 5)
    await syndicator.append(log.records)
    const unchanged = await syndicator.get('/v1/changes?after=2', headers)
    expect(unchanged.status).toBe(304)
    expect(unchanged.headers.get('Uniwire-Position')).toBe('3')
    log.publish('nura', '2')
    await syndicator.append(log.records)
    expect((await syndicator.get('/v1/changes?after=2', headers)).status).toBe(200)
  })

  it('refuses what is no number and knows no strangers', async () => {
    await using syndicator = await startSampleSyndicator()
    expect((await syndicator.get('/v1/changes?after=-1')).status).toBe(400)
    expect((await syndicator.get('/v1/changes?limit=x')).status).toBe(400)
    expect((await syndicator.get('/v1/changes?university=nura')).status).toBe(404)
    expect(await changes(syndicator)).toEqual({ changes: [], next: 0 })
  })

  it('ends a page of large articles early, but never before its first', async () => {
    const log = createSampleLog()
    log.register('nura')
    for (let n = 0; n < 3; n += 1) {
      log.publish('nura', String(n), { bodyHtml: `<p>${'ж'.repeat(440_000)}</p>`, title: String(n) })
    }
    for (let n = 3; n < 12; n += 1) {
      log.publish('nura', String(n), { bodyHtml: `<p>${'z'.repeat(440_000)}</p>`, title: String(n) })
    }
    await using syndicator = await startSampleSyndicator(log.records)
    const first = await changes(syndicator)
    expect(first.changes.length).toBe(9)
    const rest = await changes(syndicator, `?after=${first.next}`)
    expect(rest.changes.map((change) => change.article?.title)).toEqual(['9', '10', '11'])
  })
})
