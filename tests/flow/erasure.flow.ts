import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytesIn } from '../harness/bytes-in.ts'
import type { Changes, Written } from '../harness/reading.ts'
import { readerOf } from '../harness/reading.ts'
import type { Standalone } from '../harness/standalone.ts'
import { OPERATOR_KEY } from '../harness/standalone.ts'
import type { TestUniversity } from '../harness/university.ts'
import { registerUniversity } from '../harness/university.ts'
import { waitUntil } from '../harness/wait-until.ts'

/** In no other text, whole or as a token, in any case. */
const MARK = 'zholbaryskhanov'
const ARTICLE = {
  title: `Student ${MARK} won a prize`,
  bodyHtml: `<p>${`${MARK} measured the ice. `.repeat(40)}</p>`,
  summary: `About ${MARK}.`,
  byline: `Aunt of ${MARK}`,
  categories: [`Case of ${MARK}`],
  images: [{ url: `https://test.example/${MARK}.jpg`, alt: MARK }],
}

interface Arrivals {
  readonly search: { readonly state: string }
  readonly feeds: { readonly state: string }
  readonly views: { readonly state: string }
}

/** `folders`: what has to be searched, once the processes have ended. */
export function erasedArticle(
  createWire: () => Promise<Standalone>,
  folders: (wire: Standalone) => string[],
) {
  describe('an article that is erased', () => {
    let wire: Standalone
    let read: ReturnType<typeof readerOf>
    let university: TestUniversity
    let erased: Written

    beforeAll(async () => {
      wire = await createWire()
      await wire.start()
      read = readerOf(wire.url)
      university = await registerUniversity(wire.url, 'forgetful')
      for (let n = 0; n < 30; n += 1) {
        await university.put(`other/${n}`, {
          title: `Ice report ${n}`,
          bodyText: `Ice and ${n}. `.repeat(30),
        })
      }
      await university.put(`${MARK}/1`, ARTICLE)
      await university.call('POST', `/articles/${MARK}%2F1/aliases`, { sourceId: `${MARK}-relaunched` })
      await university.put(`${MARK}-relaunched`, { ...ARTICLE, title: `${MARK} again` })
      await university.call('POST', `/articles/${MARK}%2F1/withdraw`, { reason: `${MARK} asked` })
      await university.call('POST', `/articles/${MARK}%2F1/restore`)
    }, 180_000)
    afterAll(() => wire[Symbol.asyncDispose]())

    it('has arrived everywhere before, as its status says', async () => {
      await waitUntil(
        'its arrival',
        async () => {
          const response = await university.call('GET', `/articles/${MARK}%2F1/status`)
          // As the route's schema says.
          const { search, feeds, views } = (await response.json()) as Arrivals
          return [search, feeds, views].every(({ state }) => state === 'arrived')
        },
        60_000,
      )
      const alias = await read.get(`/articles/forgetful/${MARK}-relaunched`)
      expect(alias.status).toBe(308)
    }, 120_000)

    it('is gone from everything that anyone can ask, at once', async () => {
      const response = await fetch(
        `${wire.url}/v1/universities/forgetful/articles/${MARK}-relaunched/erase`,
        {
          method: 'POST',
          headers: { Authorization: `Bearer ${OPERATOR_KEY}`, 'Content-Type': 'application/json' },
          body: JSON.stringify({ basis: 'Order 7' }),
        },
      )
      expect(response.status).toBe(200)
      erased = (await response.json()) as Written
      const { sequence, id } = erased
      const answers = await Promise.all(
        ['/v1/search?q=', `/v1/search?q=${MARK}`, `/v1/suggest?q=${MARK}`, '/feeds/forgetful.atom',
          '/feeds/forgetful.rss', '/feeds/all.json', '/feeds/forgetful/archive/1.atom', '/feeds.opml',
          '/v1/changes?limit=500', `/v1/articles/${id}`, `/en/articles/${id}`, '/en',
          '/en/universities/forgetful', `/v1/views?article=${id}`,
        ].map((path) => read.text(path, sequence)),
      ) // prettier-ignore
      expect(answers.filter((text) => text.replaceAll(`?q=${MARK}`, '').includes(`${MARK} `))).toEqual([])
      expect((await read.get(`/v1/articles/${id}`, sequence)).status).toBe(410)
      expect((await read.get(`/en/articles/${id}`, sequence)).status).toBe(410)
      const { changes } = await read.json<Changes>('/v1/changes?limit=500', sequence)
      expect(changes.at(-1)).toMatchObject({ id, type: 'erased' })
      expect((await university.put(`${MARK}/1`, ARTICLE)).status).toBe(410)
    })

    it('is in no byte of any file once the processes ended gracefully', async () => {
      expect(await wire.stop()).toBe(0)
      const files = folders(wire).flatMap((folder) => bytesIn(folder))
      expect(files.some(({ text }) => text.includes('ice report') || text.includes('Ice report'))).toBe(true)
      const left = files.filter(({ text }) => text.toLowerCase().includes(MARK))
      expect(left.map(({ name }) => name)).toEqual([])
    }, 120_000)

    it('stays gone after the next start', async () => {
      await wire.start()
      expect((await read.get(`/v1/articles/${erased.id}`, erased.sequence)).status).toBe(410)
      expect((await university.put(`${MARK}-relaunched`, ARTICLE)).status).toBe(410)
    }, 120_000)
  })
}
