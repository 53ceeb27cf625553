import { lintFeed } from '@uniwire/feed'
import { describe, expect, it } from 'vitest'
import { MAX_ARCHIVE_PAGE_BYTES, MAX_FEED_BYTES, shownWhole } from './documents/room.ts'
import { createSampleLog } from './sample-log.fixture.ts'
import { startSampleSyndicator } from './sample-syndicator.fixture.ts'

const LONG = 'Ұзақ мәтін туралы сөйлем. '.repeat(4_000)
const FORMATS = { rss: /<item>/g, atom: /<entry/g, json: /"date_published"/g }

async function longArticles(count: number, body = LONG) {
  const log = createSampleLog()
  log.register('nura')
  for (let n = 0; n < count; n += 1) {
    log.publish('nura', `n${n}`, {
      title: `Ұзақ ${n}`,
      bodyHtml: `<p>${n}: ${body}</p>`,
      url: `https://nura.example/${n}`,
    })
  }
  const syndicator = await startSampleSyndicator(log.records)
  return { log, syndicator, [Symbol.asyncDispose]: () => syndicator[Symbol.asyncDispose]() }
}

describe('a feed of very long articles', () => {
  it.each(['rss', 'atom', 'json'] as const)(
    'has 50 entries below 1 MB, the newest of them whole: %s',
    async (format) => {
      await using place = await longArticles(53)
      const response = await place.syndicator.get(`/feeds/nura.${format}`)
      const text = await response.text()
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_FEED_BYTES)
      expect(Buffer.byteLength(text)).toBeGreaterThan(MAX_FEED_BYTES * 0.7)
      expect(text.match(FORMATS[format])).toHaveLength(50)
      expect(text).toContain(`52: ${LONG}`)
      expect(text).not.toContain(`>3: ${LONG}`)
      expect(text).toContain('3: Ұзақ мәтін')
      expect(text).toContain('Мақаланың толық мәтіні')
      expect(lintFeed(text)).toEqual([])
    },
  )

  it('of a search is below 1 MB too', async () => {
    await using place = await longArticles(1)
    const ids = Array.from({ length: 20 }, (_, n) =>
      place.log.publish('nura', `more${n}`, { bodyHtml: `<p>${LONG}</p>` }),
    )
    await using found = await startSampleSyndicator(place.log.records, {
      fetchReader: async () => Response.json({ hits: ids.map((id) => ({ id })) }),
    })
    const text = await (await found.get('/feeds/search.rss?q=x')).text()
    expect(text.match(FORMATS.rss)).toHaveLength(20)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_FEED_BYTES)
  })

  it('has an archive that no reader has to refuse, its oldest articles whole', async () => {
    await using place = await longArticles(40)
    const text = await (await place.syndicator.get('/feeds/nura/archive/1.atom')).text()
    expect(Buffer.byteLength(text)).toBeLessThan(MAX_ARCHIVE_PAGE_BYTES * 1.01)
    expect(text.match(FORMATS.atom)).toHaveLength(40)
    expect(text).toContain(`>0: ${LONG}`)
    expect(text).not.toContain(`39: ${LONG}`)
    expect(lintFeed(text)).toEqual([])
  })

  it('is whole where there is room for all of it', async () => {
    await using place = await longArticles(50, LONG.slice(0, 8_000))
    const text = await (await place.syndicator.get('/feeds/nura.rss')).text()
    expect(text).not.toContain('Мақаланың толық мәтіні')
  })
})

describe('the room of a feed', () => {
  it('goes to the first ones, past one that is too large for what is left', () => {
    const sizes = [50, 500, 30, 5, 30].map((whole) => ({ whole, short: 10 }))
    expect(shownWhole(sizes, 110)).toEqual([true, false, true, true, false])
    expect(shownWhole(sizes, 0)).toEqual([false, false, false, true, false])
  })
})
