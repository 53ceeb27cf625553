import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Found, Written } from '../harness/reading.ts'
import { readerOf } from '../harness/reading.ts'
import type { Standalone } from '../harness/standalone.ts'
import type { TestUniversity } from '../harness/university.ts'
import { registerUniversity } from '../harness/university.ts'
import { waitUntil } from '../harness/wait-until.ts'

const AHEAD_MS = 4_000

export function embargoedArticle(createWire: () => Promise<Standalone>): void {
  describe('an embargoed article', () => {
    let wire: Standalone
    let university: TestUniversity
    let read: ReturnType<typeof readerOf>
    let hidden: Written
    let until = 0

    beforeAll(async () => {
      wire = await createWire()
      await wire.start()
      university = await registerUniversity(wire.url, 'embargo')
      read = readerOf(wire.url)
      until = Date.now() + AHEAD_MS
      const article = {
        title: 'Zymurgy breakthrough',
        bodyText: 'Secret.',
        embargoedUntil: new Date(until).toISOString(),
        categories: ['Quiet'],
      }
      hidden = (await (await university.put('1', article)).json()) as Written
    })
    afterAll(() => wire[Symbol.asyncDispose]())

    const publicPlaces = async (after?: number) => {
      const paths = [
        '/v1/search?q=zymurgy',
        '/v1/search?q=',
        '/v1/suggest?q=zymur',
        '/v1/changes?after=0',
        '/feeds/all.atom',
        '/feeds/embargo.rss',
        '/feeds/embargo/category/Quiet.json',
        '/sitemap.xml',
        `/v1/articles/${hidden.id}`,
        `/en/articles/${hidden.id}`,
        '/v1/most-read?window=all',
      ]
      const texts = await Promise.all(paths.map((path) => read.text(path, after)))
      return paths.filter(
        (_path, place) =>
          /zymurgy br|Secret/i.test(texts[place] ?? '') || texts[place]?.includes(`"id":"${hidden.id}"`),
      )
    }

    it('is accepted and known to its university alone', async () => {
      expect(hidden).toMatchObject({ version: 1, status: 'embargoed' })
      expect(await publicPlaces(hidden.sequence)).toEqual([])
      expect((await read.get(`/v1/articles/${hidden.id}`)).status).toBe(404)
      const { views } = await read.json<{ views: unknown[] }>(`/v1/views?article=${hidden.id}`)
      expect(views).toMatchObject([{ total: 0, live: 0, baseline: 0 }])
      expect((await university.call('GET', '/articles/1')).status).toBe(200)
    })

    it('is released by one event at its time, never earlier, also after SIGKILL', async () => {
      await wire.kill()
      await wire.start()
      const found = await waitUntil('the release', async () => {
        const answer = await read.json<Found>('/v1/search?q=zymurgy')
        return answer.total === 1 ? answer : undefined
      })
      expect(Date.now()).toBeGreaterThanOrEqual(until)
      expect(found.hits[0]?.id).toBe(hidden.id)
      const { changes } = await read.json<{ changes: { type: string; at: string }[] }>('/v1/changes?after=0')
      expect(changes.map((change) => change.type)).toEqual(['published'])
      expect(Date.parse(changes[0]?.at ?? '')).toBeGreaterThanOrEqual(until)
    })
  })
}
