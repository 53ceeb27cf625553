import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Found, Written } from '../harness/reading.ts'
import { readerOf } from '../harness/reading.ts'
import { hasSharedPages, readIdealImports, readSharedPage } from '../harness/shared-pages.ts'
import type { IdealImport } from '../harness/shared-pages.ts'
import type { Standalone } from '../harness/standalone.ts'
import type { TestUniversity } from '../harness/university.ts'
import { PROFILE, registerUniversity } from '../harness/university.ts'

interface Imported extends Written {
  readonly draft: { readonly publishedAt: string | null; readonly title: string; readonly bodyText: string }
  readonly needs: readonly string[]
  readonly code?: string
}

export const PAGES = {
  kstu: ['000_363c11803347ebae.txt', '001_12e99bb1ba8e08b5.txt', '002_4f2ec030076dafc4.txt'],
  kaznu: ['003_fbd8b582e9ddb40d.txt'],
  korkyt: ['004_c2e9f75b320916ee.txt'],
}
export const ZONES: Readonly<Record<string, string>> = {
  kstu: 'Asia/Almaty',
  kaznu: 'Asia/Almaty',
  korkyt: 'Asia/Qyzylorda',
}
/** A word of each page, inflected or not, that finds it and no other. */
const QUERIES: Readonly<Record<string, string>> = {
  '000_363c11803347ebae.txt': 'greenhouses',
  '001_12e99bb1ba8e08b5.txt': 'QAZVOLUNTEER platforms',
  '002_4f2ec030076dafc4.txt': 'pensioner',
  '003_fbd8b582e9ddb40d.txt': 'nanosatellite',
  '004_c2e9f75b320916ee.txt': 'Belarusian dictionaries',
}

export function realPages(createWire: () => Promise<Standalone>): void {
  describe.runIf(hasSharedPages)('the five real pages, from three universities', () => {
    let wire: Standalone
    let read: ReturnType<typeof readerOf>
    let ideals: Readonly<Record<string, IdealImport>>
    const universities = new Map<string, TestUniversity>()
    const published = new Map<string, Written>()

    beforeAll(async () => {
      ideals = await readIdealImports()
      wire = await createWire()
      await wire.start()
      read = readerOf(wire.url)
      for (const slug of Object.keys(PAGES)) {
        const profile = { ...PROFILE, homepage: `https://${slug}.example/`, timeZone: ZONES[slug] }
        universities.set(slug, await registerUniversity(wire.url, slug, profile))
      }
    })
    afterAll(() => wire[Symbol.asyncDispose]())

    const post = async (slug: string, name: string, query: string) => {
      const response = await fetch(`${wire.url}/v1/universities/${slug}/pages?sourceId=${name}&${query}`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${universities.get(slug)?.key}`,
          'Content-Type': 'text/plain; charset=utf-8',
        },
        body: new Uint8Array(await readSharedPage(name)),
      })
      return { status: response.status, body: (await response.json()) as Imported }
    }

    it('come in: what is in doubt is asked for, and the log stays as it was', async () => {
      const before = await read.json<{ next: number }>('/v1/changes')
      const { status, body } = await post('kaznu', '003_fbd8b582e9ddb40d.txt', 'publish=true')
      expect([status, body.code, body.needs]).toEqual([422, 'needs-answers', ['publishedAt']])
      expect(body.draft.publishedAt).toBeNull()
      expect(await read.json<{ next: number }>('/v1/changes')).toEqual(before)
    })

    it('are published as they should be, with the question answered', async () => {
      for (const [slug, names] of Object.entries(PAGES)) {
        for (const name of names) {
          const answer = ideals[name]?.publishedAt === null ? '&publishedAt=2022-04-20' : ''
          const { status, body } = await post(slug, name, `publish=true${answer}`)
          expect([status, body.version], name).toEqual([201, 1])
          published.set(name, body)
          const again = await post(slug, name, `publish=true${answer}`)
          expect([again.status, again.body.version, again.body.sequence], name).toEqual([
            200,
            1,
            body.sequence,
          ])
        }
      }
    })

    it('read as their ideal says, without a word of their sites', async () => {
      for (const [name, ideal] of Object.entries(ideals)) {
        const { id, sequence } = published.get(name) ?? { id: '', sequence: 0 }
        const article = await read.json<Record<string, string>>(`/v1/articles/${id}`, sequence)
        expect(article['title'], name).toMatch(ideal.titleStartsWith)
        expect(article, name).toMatchObject({
          language: ideal.language,
          categories: ideal.categories,
          publishedAt: ideal.publishedAt ?? '2022-04-20',
          datePrecision: ideal.publishedAt === null ? 'day' : ideal.datePrecision,
          timeZone: ideal.timeZone,
        })
        expect([ideal.byline, ...ideal.bylineAlternatives], name).toContain(article['byline'])
        for (const chrome of ideal.mustNotContain) expect(article['bodyHtml'], name).not.toContain(chrome)
        expect(article['bodyHtml']?.match(/<p>/g), name).toHaveLength(ideal.paragraphs)
      }
    })

    it('are found, each by its own words', async () => {
      for (const [name, q] of Object.entries(QUERIES)) {
        const found = await read.json<Found>(
          `/v1/search?q=${encodeURIComponent(q)}`,
          published.get(name)?.sequence,
        )
        expect([found.total, found.hits[0]?.id], q).toEqual([1, published.get(name)?.id])
      }
      const site = await read.json<Found>(
        `/v1/search?q=${encodeURIComponent('Ultimately Tokayev generate trends')}`,
      )
      expect(site.relaxed || site.total === 0).toBe(true)
    })

    it('stand in feeds and keep their old views', async () => {
      const feed = await read.text('/feeds/all.rss')
      for (const { id } of published.values()) expect(feed).toContain(`urn:uuid:${id}`)
      for (const [name, ideal] of Object.entries(ideals)) {
        const { views } = await read.json<{ views: { baseline: number; live: number }[] }>(
          `/v1/views?article=${published.get(name)?.id}`,
        )
        expect(views[0], name).toMatchObject({ baseline: ideal.legacyViews ?? 0, live: 0 })
      }
    })

    it('are all still there after SIGKILL, in the same bytes', async () => {
      const paths = ['/feeds/all.rss', '/feeds/all.atom', '/feeds/all.json', '/feeds/kstu.rss', '/v1/changes']
      const before = await Promise.all(paths.map((path) => read.text(path)))
      await wire.kill()
      await wire.start()
      expect(await Promise.all(paths.map((path) => read.text(path)))).toEqual(before)
      expect((await read.json<Found>('/v1/search?q=')).total).toBe(5)
      // Elasticsearch needs half a minute to come back, where it was killed too.
    }, 600_000)
  })
}
