import { lintFeed } from '@uniwire/feed'
import { describe, expect, it } from 'vitest'
import { PUBLIC_URL } from './sample-address.fixture.ts'
import { createSampleLog } from './sample-log.fixture.ts'
import { growStore } from './sample-store.fixture.ts'
import type { SampleSyndicator } from './sample-syndicator.fixture.ts'
import { startSampleSyndicator } from './sample-syndicator.fixture.ts'

interface Item {
  readonly id: string
  readonly title: string
  readonly content_html: string
  readonly language: string
  readonly date_published: string
  readonly date_modified: string
}

async function items(syndicator: SampleSyndicator, feed = 'nura'): Promise<readonly Item[]> {
  const response = await syndicator.get(`/feeds/${feed}.json`)
  // What JSON Feed 1.1 promises.
  return ((await response.json()) as { items: readonly Item[] }).items
}

function threeArticles(withdrawalNotice: boolean) {
  const log = createSampleLog()
  log.register('nura', { withdrawalNotice })
  log.publish('nura', '1', { title: 'first', language: 'kk' })
  log.publish('nura', '2', { title: 'second', language: 'en', categories: ['News'] })
  log.publish('nura', '3', { title: 'third', language: 'ru', categories: ['News'] })
  return log
}
const REASON = 'The <dean> & others were misquoted'

describe('the notice of a withdrawal', () => {
  it('stands where the article stood: same guid and date, a later update, its reason, its language', async () => {
    const log = threeArticles(true)
    await using syndicator = await startSampleSyndicator(log.records)
    const before = await items(syndicator)
    log.withdraw('nura', '2', REASON)
    await syndicator.append(log.records)
    const after = await items(syndicator)
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(after[1]).toMatchObject({
      title: 'This article was withdrawn',
      content_html:
        '<p>University of nura has withdrawn this article.</p>\n' +
        '<p>Reason: The &lt;dean&gt; &amp; others were misquoted</p>',
      language: 'en',
      date_published: before[1]?.date_published,
      date_modified: log.records.at(-1)?.envelope.time.replace('.000Z', 'Z'),
    })
    expect(JSON.stringify(after)).not.toContain('second')
    for (const feed of ['all', 'nura', 'nura/en', 'nura/category/news']) {
      expect((await items(syndicator, feed)).map(({ title }) => title)).toContain(
        'This article was withdrawn',
      )
      for (const format of ['rss', 'json', 'atom']) {
        const response = await syndicator.get(`/feeds/${feed}.${format}`)
        const url = `${PUBLIC_URL}/feeds/${feed}.${format}`
        const contentType = response.headers.get('Content-Type') ?? ''
        expect(lintFeed(await response.text(), { url, contentType }), url).toEqual([])
      }
    }
    const atom = await (await syndicator.get('/feeds/nura.atom')).text()
    expect(atom).not.toContain('This article was withdrawn')
    expect(atom).toContain('<at:deleted-entry')
  })

  it('speaks Kazakh in both scripts, and Russian', async () => {
    const log = createSampleLog()
    log.register('nura', { withdrawalNotice: true })
    for (const language of ['kk', 'kk-Latn', 'ru'] as const) {
      log.publish('nura', language, { language })
      log.withdraw('nura', language, 'x')
    }
    await using syndicator = await startSampleSyndicator(log.records)
    const texts = (await items(syndicator)).map(({ title, content_html: html }) => `${title} ${html}`)
    expect(texts).toEqual([
      'Эта статья отозвана <p>Статью отозвал её издатель: Университет nura.</p>\n<p>Причина: x</p>',
      'Bul maqala qaıtaryp alyndy <p>nura университеті bul maqalany qaıtaryp aldy.</p>\n<p>Sebebi: x</p>',
      'Бұл мақала қайтарып алынды <p>nura университеті бұл мақаланы қайтарып алды.</p>\n<p>Себебі: x</p>',
    ])
  })

  it('is there only for universities that want it, from when they say so until they say otherwise', async () => {
    const log = threeArticles(false)
    log.register('esil')
    log.withdraw('nura', '2', REASON)
    await using syndicator = await startSampleSyndicator(log.records)
    const look = async () => {
      const response = await syndicator.get('/feeds/all.rss')
      return { text: await response.text(), modified: response.headers.get('Last-Modified') ?? '' }
    }
    const without = await look()
    expect(without.text).not.toContain('withdrawn')
    log.register('nura', { withdrawalNotice: true })
    await syndicator.append(log.records)
    const shown = await look()
    expect(shown.text).toContain('has withdrawn this article')
    expect(Date.parse(shown.modified)).toBeGreaterThan(Date.parse(without.modified))
    log.register('nura', { withdrawalNotice: false })
    await syndicator.append(log.records)
    expect((await look()).text).not.toContain('withdrawn')
  })

  it('gives its place back when the article returns, and loses its reason with an erasure', async () => {
    const log = threeArticles(true)
    log.withdraw('nura', '2', REASON)
    await using syndicator = await startSampleSyndicator(log.records)
    log.restore('nura', '2')
    await syndicator.append(log.records)
    expect((await items(syndicator)).map(({ title }) => title)).toEqual(['third', 'second', 'first'])
    log.withdraw('nura', '2', REASON)
    await syndicator.append(log.records)
    const inCategory = () => syndicator.get('/feeds/nura/category/news.json')
    const before = await syndicator.get('/feeds/nura.json')
    const categoryBefore = await inCategory()
    const withReason = await before.text()
    expect(withReason).toContain('misquoted')
    const id =
      (JSON.parse(withReason) as { items: readonly Item[] }).items[1]?.id.slice('urn:uuid:'.length) ?? ''
    const payload = JSON.stringify({ id, university: 'nura', erasedAt: '2027-04-01T00:00:00Z', basis: 'x' })
    log.add({ type: 'article.erased', subject: `article.nura.${id}`, payload })
    await syndicator.append(log.records)
    const after = await syndicator.get('/feeds/nura.json')
    const withoutReason = await after.text()
    expect(withoutReason).toContain('has withdrawn this article')
    expect(withoutReason).not.toContain('misquoted')
    const changedAt = ({ headers }: Response) => Date.parse(headers.get('Last-Modified') ?? '')
    expect(changedAt(after)).toBeGreaterThan(changedAt(before))
    expect(await categoryBefore.text()).toContain('has withdrawn')
    expect(changedAt(await inCategory())).toBeGreaterThan(changedAt(categoryBefore))
    expect(await (await inCategory()).text()).not.toContain('has withdrawn')
  })

  it('bears the new name of its university, at a new time', async () => {
    const log = createSampleLog()
    log.register('nura', { withdrawalNotice: true })
    log.publish('nura', '1', { language: 'en' })
    log.withdraw('nura', '1')
    await using syndicator = await startSampleSyndicator(log.records)
    const before = (await syndicator.get('/feeds/all.rss')).headers.get('Last-Modified')
    log.register('nura', { names: { kk: 'a', ru: 'b', en: 'Nura Tech' } })
    await syndicator.append(log.records)
    const after = await syndicator.get('/feeds/all.rss')
    expect(await after.text()).toContain('Nura Tech has withdrawn')
    expect(after.headers.get('Last-Modified')).not.toBe(before)
  })

  it('takes no place from the 50 articles and brings up nothing older than they are', async () => {
    const log = createSampleLog()
    log.register('nura', { withdrawalNotice: true })
    for (let n = 0; n < 70; n += 1) log.publish('nura', String(n), { title: `a${n}`, language: 'en' })
    for (const n of [5, 40, 60]) log.withdraw('nura', String(n))
    await using syndicator = await startSampleSyndicator(log.records)
    const titles = (await items(syndicator)).map(({ title }) => title)
    expect(titles).toHaveLength(52)
    expect(titles.indexOf('This article was withdrawn')).toBe(9)
    expect(titles.at(-1)).toBe('a18')
  })

  it('is the same bytes when everything is made anew', async () => {
    const log = threeArticles(true)
    log.withdraw('nura', '2', REASON)
    log.withdraw('nura', '3')
    log.restore('nura', '3')
    log.register('nura', { names: { kk: 'a', ru: 'b', en: 'c' } })
    const slowly = await growStore([])
    for (const record of log.records) {
      await slowly.apply([record])
      slowly.everything()
    }
    expect(slowly.everything()).toEqual((await growStore(log.records)).everything())
    expect(JSON.stringify(slowly.everything())).toContain('c has withdrawn')
  })
})
