import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Found, Written } from '../harness/reading.ts'
import { readerOf } from '../harness/reading.ts'
import type { Standalone } from '../harness/standalone.ts'
import { OPERATOR_KEY } from '../harness/standalone.ts'
import type { TestUniversity } from '../harness/university.ts'
import { registerUniversity } from '../harness/university.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { uniwire } from '../growing/uniwire.ts'

/** What docs/views.md promises on a machine that does nothing else; here many do much else. */
const FRESH_MS = 5_000
const DEADLINE_MS = 12 * FRESH_MS
const DAY_MS = 86_400_000
const READERS = 7

export function viewsOnTheirWay(createWire: () => Promise<Standalone>): void {
  describe('views of an article', { timeout: 4 * DEADLINE_MS }, () => {
    let wire: Standalone
    let university: TestUniversity
    let read: ReturnType<typeof readerOf>
    let [older, newer] = ['', '']
    let feed = ''

    beforeAll(async () => {
      wire = await createWire()
      await wire.start()
      university = await registerUniversity(wire.url, 'counted')
      read = readerOf(wire.url)
      older = await publish('older', 5)
      newer = await publish('newer', 3)
      feed = await read.text('/feeds/counted.json')
      for (let n = 0; n < READERS; n += 1) await open(older, n)
    }, 4 * DEADLINE_MS)
    afterAll(() => wire[Symbol.asyncDispose]())

    const publish = async (sourceId: string, daysAgo: number) => {
      const publishedAt = new Date(Date.now() - daysAgo * DAY_MS).toISOString()
      const article = {
        title: `Glaciology, the ${sourceId} one`,
        bodyText: 'Ice.',
        language: 'en',
        publishedAt,
      }
      const { id, sequence } = (await (await university.put(sourceId, article)).json()) as Written
      // A beacon for an article that views do not know of yet is answered like one that counts.
      for (const path of ['/v1/most-read', '/v1/search?q=', '/feeds/counted.json'])
        await read.get(path, sequence)
      return id
    }
    const open = async (article: string, reader: number) => {
      const headers = {
        'User-Agent': `Mozilla/5.0 (X11; Linux x86_64; rv:1${reader}.0) Gecko/20100101 Firefox/1${reader}.0`,
      }
      const body = JSON.stringify({ article, event: `reader-${reader}` })
      const response = await fetch(`${wire.url}/v1/views`, { method: 'POST', headers, body })
      expect(response.status).toBe(204)
    }
    const until = (what: string, ask: () => Promise<boolean>) => waitUntil(what, ask, DEADLINE_MS)
    const command = (...parameters: readonly string[]) =>
      uniwire(parameters, { UNIWIRE_URL: wire.url, UNIWIRE_OPERATOR_KEY: OPERATOR_KEY })

    it('come into search hits, and into the order of the most read', async () => {
      const shown = async () => {
        const { hits } = await read.json<Found>('/v1/search?q=glaciology&sort=views')
        return hits.map(({ id, views }) => [id, views])
      }
      await until('views in search', async () => (await shown())[0]?.[1] === READERS)
      expect(await shown()).toEqual([
        [older, READERS],
        [newer, 0],
      ])
    })

    it('come onto the page of the article, with a chart that says the same by day', async () => {
      const page = () => read.text(`/en/articles/${older}`)
      await until('the chart', async () => sumOf(chartOf(await page())) === READERS)
      expect(await page()).toContain(`data-uniwire-views="${older}">${READERS}</span>`)
      // Since the day of its publication.
      expect(chartOf(await page()).slice(0, 5)).toEqual([0, 0, 0, 0, 0])
    })

    it('come onto the page of the university', async () => {
      const chart = async () => chartOf(await read.text('/en/universities/counted'))
      await until('the chart', async () => sumOf(await chart()) === READERS)
      expect(await chart()).toHaveLength(30)
    })

    it('change no byte of a feed', async () => {
      expect(await read.text('/feeds/counted.json')).toBe(feed)
    })

    it('are explained at the command line, where nothing is found to be lost', async () => {
      const { code, out } = await command('views', 'explain', 'counted/older')
      expect([code, JSON.parse(out)]).toMatchObject([0, { article: older, live: READERS, rejected: {} }])
      expect(await command('rebuild', 'views', '--check')).toMatchObject({ code: 0 })
      const rebuilt = await command('rebuild', 'views')
      expect(JSON.parse(rebuilt.out)).toMatchObject({ articles: 1, lost: 0 })
    })
  })
}

/** Views of each day, as the table beside the chart has them. */
function chartOf(page: string): readonly number[] {
  const [, section = ''] = /<section class="view-days"([^]*?)<\/section>/.exec(page) ?? []
  return [...section.matchAll(/<td>([\d,]+)<\/td>/g)].map(([, views = '']) =>
    Number(views.replaceAll(',', '')),
  )
}

function sumOf(views: readonly number[]): number {
  return views.reduce((all, each) => all + each, 0)
}
