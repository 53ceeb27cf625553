import type { Change } from '@uniwire/http-api'
import { articleId, parseSlug, parseSourceId } from '@uniwire/newsroom'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SampleLog } from './sample-log.fixture.ts'
import { createSampleLog } from './sample-log.fixture.ts'
import type { SampleSyndicator } from './sample-syndicator.fixture.ts'
import { openSampleLogs, startSampleSyndicator } from './sample-syndicator.fixture.ts'

const SECRET = 'Zholbarys'
const CONTENT = { title: `${SECRET} was here`, categories: [`Case of ${SECRET}`, 'Science'] }

function idOf(sourceId: string): string {
  const slug = parseSlug('nura')
  const source = parseSourceId(sourceId)
  if (!slug.ok || !source.ok) throw new Error('the test has a bad address')
  return articleId(slug.slug, source.sourceId)
}

function erase(log: SampleLog, sourceId: string, payload?: string): void {
  const id = idOf(sourceId)
  const erasedAt = new Date(log.nowMs).toISOString()
  log.add({
    type: 'article.erased',
    subject: `article.nura.${id}`,
    payload: payload ?? JSON.stringify({ id, university: 'nura', erasedAt, basis: 'Order 7' }),
  })
}

async function changesOf(syndicator: SampleSyndicator): Promise<readonly Change[]> {
  const response = await syndicator.get('/v1/changes')
  // The shape that the route promises.
  return ((await response.json()) as { changes: readonly Change[] }).changes
}

async function everything(syndicator: SampleSyndicator): Promise<string> {
  const category = encodeURIComponent(`Case of ${SECRET}`)
  const paths = ['all.atom', 'nura.atom', 'nura.rss', 'nura.json', 'nura/en.atom', 'nura/archive/1.atom']
  const all = [...paths.map((path) => `/feeds/${path}`), '/v1/changes', '/sitemap.xml', '/feeds.opml']
  const texts = await Promise.all(all.map(async (path) => (await syndicator.get(path)).text()))
  const own = await (await syndicator.get(`/feeds/nura/category/${category}.atom`)).text()
  expect(own).not.toContain('<entry>')
  return texts.join('')
}

describe('what was erased', () => {
  it('leaves every feed, list and change at once, and stays only as an id that is gone', async () => {
    const log = createSampleLog()
    log.register('nura')
    log.publish('nura', '1', CONTENT)
    log.publish('nura', '1', { ...CONTENT, title: `${SECRET} again` })
    log.publish('nura', '2', { title: 'Ice', categories: ['Science'] })
    await using syndicator = await startSampleSyndicator(log.records)
    const before = await syndicator.get('/feeds/nura.atom')
    expect(await before.text()).toContain(SECRET)
    erase(log, '1')
    await syndicator.append(log.records)
    expect(await everything(syndicator)).not.toContain(SECRET)
    const after = await syndicator.get('/feeds/nura.atom')
    expect(await after.text()).toContain(`<at:deleted-entry ref="urn:uuid:${idOf('1')}"`)
    expect(after.headers.get('ETag')).not.toBe(before.headers.get('ETag'))
    expect((await changesOf(syndicator)).map(({ sequence, type, article }) => [sequence, type, article?.title])).toEqual([
      [2, 'published', undefined], [3, 'revised', undefined], [4, 'published', 'Ice'], [5, 'erased', undefined],
    ]) // prettier-ignore
  })

  it('loses the reason of its withdrawal, which readers were shown', async () => {
    const log = createSampleLog()
    log.register('nura')
    log.publish('nura', '1', CONTENT)
    log.withdraw('nura', '1', `${SECRET} asked for it`)
    await using syndicator = await startSampleSyndicator(log.records)
    expect(await (await syndicator.get('/feeds/nura.atom')).text()).toContain(SECRET)
    erase(log, '1')
    await syndicator.append(log.records)
    expect(await everything(syndicator)).not.toContain(SECRET)
    expect((await changesOf(syndicator)).map(({ type }) => type)).toEqual([
      'published',
      'withdrawn',
      'erased',
    ])
  })

  it('holds though its payload cannot be read, and tells nothing of what was never visible', async () => {
    const log = createSampleLog()
    log.register('nura')
    log.publish('nura', '1', CONTENT)
    log.publish('nura', '2', { ...CONTENT, embargoedUntil: '2099-03-01T09:00:00Z' })
    erase(log, '1', '{"basis":7')
    erase(log, '2')
    await using syndicator = await startSampleSyndicator(log.records)
    expect(await everything(syndicator)).not.toContain(SECRET)
    expect((await changesOf(syndicator)).map(({ type }) => type)).toEqual(['published', 'erased'])
  })

  it('never makes the time of a feed go back, not even of a category that is gone with it', async () => {
    const log = createSampleLog()
    log.register('nura')
    log.publish('nura', '1', CONTENT)
    await using syndicator = await startSampleSyndicator(log.records)
    const path = `/feeds/nura/category/${encodeURIComponent(`Case of ${SECRET}`)}.rss`
    const time = async () => Date.parse((await syndicator.get(path)).headers.get('Last-Modified') ?? '')
    const before = await time()
    erase(log, '1')
    await syndicator.append(log.records)
    expect(await time()).toBeGreaterThan(before)
  })

  it('is in no byte of the store once the process ended gracefully', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'uniwire-erasure-'))
    try {
      const log = createSampleLog()
      log.register('nura')
      for (let n = 0; n < 300; n += 1) {
        const text = `${SECRET}${n}; `.repeat(1 + ((n * 7919) % 90))
        const categories = [`${SECRET}${n};`, `Lab ${n % 7}`]
        log.publish('nura', String(n), { title: `${SECRET}${n};`, bodyHtml: `<p>${text}</p>`, categories })
        if (n % 3 === 0) log.publish('nura', String(n >> 1), { title: `Again ${SECRET}${n >> 1};` })
      }
      for (let n = 0; n < 300; n += 2) erase(log, String(n))
      const databaseFile = join(folder, 'feeds.db')
      {
        await using syndicator = await startSampleSyndicator(log.records, {
          databaseFile,
          logs: openSampleLogs('sample', ':memory:'),
        })
        expect((await syndicator.get('/feeds/all.atom')).status).toBe(200)
      }
      const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'))
      const left = new Set(
        bytes.flatMap((file) => [...file.matchAll(/zholbarys(\d+);/gi)].map(([, n]) => Number(n))),
      )
      expect([...left].filter((n) => n % 2 === 0)).toEqual([])
      expect(left.size).toBe(150)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
