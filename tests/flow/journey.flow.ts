import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Changes, Found, Written } from '../harness/reading.ts'
import { readerOf } from '../harness/reading.ts'
import type { Standalone } from '../harness/standalone.ts'
import { OPERATOR_KEY } from '../harness/standalone.ts'
import type { TestUniversity } from '../harness/university.ts'
import { registerUniversity } from '../harness/university.ts'
import { waitUntil } from '../harness/wait-until.ts'

const ARTICLE = {
  title: 'Ғалымдар жаңа бидай сұрпын шығарды',
  bodyHtml: '<p>Тәжірибе алқаптарында гектарынан он жеті центнер өнім алынды.</p><script>alert(1)</script>',
  language: 'kk',
  publishedAt: '2026-04-24T14:42:56',
  url: 'https://test.example/news/1',
  byline: 'Баспасөз қызметі',
  categories: ['Ғылым'],
  legacyViews: { count: 488, observedAt: '2026-10-01T00:00:00Z' },
}

export function journeyOfOneArticle(createWire: () => Promise<Standalone>): void {
  describe('one article', () => {
    let wire: Standalone
    let read: ReturnType<typeof readerOf>
    let university: TestUniversity
    let first: Written

    beforeAll(async () => {
      wire = await createWire()
      await wire.start()
      read = readerOf(wire.url)
      university = await registerUniversity(wire.url, 'test-uni')
      const response = await university.put('news/1', ARTICLE)
      expect(response.status).toBe(201)
      first = (await response.json()) as Written
    })
    afterAll(() => wire[Symbol.asyncDispose]())

    it('is accepted with version, sequence and id, and given back to its university', async () => {
      expect(first).toMatchObject({ version: 1, status: 'published' })
      expect(first.warnings.map(({ code }) => code)).toEqual(['markup-dropped'])
      const response = await university.call('GET', '/articles/news%2F1')
      expect(response.headers.get('ETag')).toBe(`"${first.sequence}"`)
      expect(response.headers.get('Cache-Control')).toBe('private, no-store')
      expect(await response.json()).toMatchObject({
        id: first.id,
        version: 1,
        sequence: first.sequence,
        title: ARTICLE.title,
        publishedAt: '2026-04-24T09:42:56Z',
        datePrecision: 'second',
        printedDate: ARTICLE.publishedAt,
        timeZone: 'Asia/Almaty',
        legacyViews: { count: 488 },
      })
    })

    it('posted again changes nothing', async () => {
      const response = await university.put('news/1', ARTICLE)
      expect(response.status).toBe(200)
      expect(await response.json()).toMatchObject({ version: 1, sequence: first.sequence })
    })

    it('is found by inflected words of its language, with what was asked for marked', async () => {
      for (const q of ['бидайдың', 'сұрпы', 'ғалымы', 'galymdar', 'алқап']) {
        const found = await read.json<Found>(`/v1/search?q=${encodeURIComponent(q)}`, first.sequence)
        expect(
          found.hits.map((hit) => hit.id),
          q,
        ).toEqual([first.id])
        const [hit] = found.hits
        expect(`${hit?.titleHtml} ${hit?.snippet}`, q).toMatch(/<mark>[^<]+<\/mark>/)
      }
    })

    it('stands in facets by university and language', async () => {
      const { facets } = await read.json<Found>('/v1/search?q=', first.sequence)
      expect(facets['university']).toEqual([{ value: 'test-uni', label: 'Test University', count: 1 }])
      expect(facets['language']).toEqual([{ value: 'kk', label: 'Kazakh', count: 1 }])
    })

    it.each([
      'квазар',
      '"',
      '<script>alert(1)</script>',
      'title_stem:квазар NOT',
      '***',
      '\u0000',
      'a AND ) OR (',
      'x'.repeat(900),
    ])('is not found by %j, which does no harm', async (q) => {
      const response = await read.get(`/v1/search?q=${encodeURIComponent(q)}`, first.sequence)
      expect(response.status).toBe(200)
      expect((await response.json()) as Found).toMatchObject({ total: 0, hits: [] })
    })

    it('has a page in three languages, without the script it came with', async () => {
      const pages = await Promise.all(
        ['', '/kk', '/ru', '/en'].map((prefix) => read.get(`${prefix}/articles/${first.id}`, first.sequence)),
      )
      for (const page of pages) {
        expect(page.status).toBe(200)
        expect(page.headers.get('Content-Security-Policy')).not.toContain('unsafe-inline')
        const html = await page.text()
        expect(html).toContain(ARTICLE.title)
        expect(html).not.toContain('alert(1)')
        expect(html).toContain('<link rel="canonical" href="https://test.example/news/1"')
      }
      expect(pages.map((page) => page.headers.get('Content-Language'))).toEqual(['kk', 'kk', 'ru', 'en'])
      const bySource = await read.get('/ru/articles/test-uni/news%2F1')
      expect([bySource.status, bySource.headers.get('Location')]).toEqual([308, `/ru/articles/${first.id}`])
    })

    it('stands in every feed of its university, with full text and its own guid', async () => {
      for (const path of [
        'all',
        'test-uni',
        'test-uni/kk',
        `test-uni/category/${encodeURIComponent('Ғылым')}`,
      ]) {
        for (const format of ['rss', 'atom', 'json']) {
          const text = await read.text(`/feeds/${path}.${format}`, first.sequence)
          expect(text, `${path}.${format}`).toContain(`urn:uuid:${first.id}`)
          expect(text, `${path}.${format}`).toContain('он жеті центнер өнім')
          expect(text, `${path}.${format}`).toContain('Баспасөз қызметі')
        }
      }
      expect(await read.text('/feeds/test-uni/ru.atom', first.sequence)).not.toContain(first.id)
    })

    it('answers 304 to who has its feed already', async () => {
      const feed = await read.get('/feeds/all.atom', first.sequence)
      await feed.text()
      const etag = feed.headers.get('ETag') ?? ''
      const again = await fetch(`${wire.url}/feeds/all.atom`, { headers: { 'If-None-Match': etag } })
      expect([again.status, await again.text(), again.headers.get('ETag')]).toEqual([304, '', etag])
    })

    it('is counted once a view, apart from its views on the old site', async () => {
      const browser = {
        'Content-Type': 'text/plain',
        'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      }
      const beacon = JSON.stringify({ article: 'test-uni/news/1', event: 'e-1' })
      for (let n = 0; n < 3; n += 1) {
        const response = await fetch(`${wire.url}/v1/views`, {
          method: 'POST',
          headers: browser,
          body: beacon,
        })
        expect(response.status).toBe(204)
      }
      const { views } = await read.json<{ views: unknown[] }>(`/v1/views?article=${first.id}`)
      expect(views).toMatchObject([{ article: first.id, total: 489, live: 1, baseline: 488 }])
      expect(await read.text(`/en/articles/${first.id}`)).toContain('489')
      await waitUntil('the view in search', async () => {
        const { hits } = await read.json<Found>('/v1/search?q=')
        return hits[0]?.views === 489
      })
    })

    it('revised is version 2 with the same guid, everywhere', async () => {
      const revised = { ...ARTICLE, title: 'Ғалымдар екі жаңа сұрып шығарды' }
      const answer = (await (await university.put('news/1', revised)).json()) as Written
      expect(answer).toMatchObject({ id: first.id, version: 2 })
      expect(await read.text('/feeds/test-uni.atom', answer.sequence)).toContain('екі жаңа сұрып')
      expect(await read.json(`/v1/articles/${first.id}`, answer.sequence)).toMatchObject({
        version: 2,
        title: revised.title,
      })
      const { changes } = await read.json<Changes>('/v1/changes?after=0', answer.sequence)
      expect(changes.map((change) => [change.type, change.version])).toEqual([
        ['published', 1],
        ['revised', 2],
      ])
    })

    it('withdrawn is gone from search, feeds and lists, and says why', async () => {
      const refused = await university.call('POST', '/articles/news%2F1/withdraw', {})
      expect(refused.status).toBe(422)
      const withdrawal = await university.call('POST', '/articles/news%2F1/withdraw', {
        reason: 'Қате дерек.',
      })
      const { sequence, status } = (await withdrawal.json()) as Written
      expect(status).toBe('withdrawn')
      expect(await read.json<Found>('/v1/search?q=', sequence)).toMatchObject({ total: 0 })
      for (const format of ['rss', 'json'])
        expect(await read.text(`/feeds/all.${format}`, sequence)).not.toContain(first.id)
      const atom = await read.text('/feeds/all.atom', sequence)
      expect(atom).toContain('deleted-entry')
      expect(atom).not.toContain('он жеті центнер')
      const page = await read.get(`/kk/articles/${first.id}`, sequence)
      expect(page.status).toBe(410)
      expect(await page.text()).toContain('Қате дерек.')
      expect((await read.get(`/v1/articles/${first.id}`, sequence)).status).toBe(410)
      const { changes } = await read.json<Changes>('/v1/changes?after=0', sequence)
      expect(changes.at(-1)).toMatchObject({ type: 'withdrawn' })
      expect(JSON.stringify(changes)).not.toContain('центнер')
      const other = await university.put('news/1', { ...ARTICLE, title: 'Басқа' })
      expect(other.status).toBe(409)
    })

    it('restored is back as it was, under the same guid', async () => {
      const { sequence, version } = (await (
        await university.call('POST', '/articles/news%2F1/restore')
      ).json()) as Written
      expect(version).toBe(2)
      expect(await read.json(`/v1/articles/${first.id}`, sequence)).toMatchObject({
        version: 2,
        status: 'published',
      })
      expect(await read.text('/feeds/all.rss', sequence)).toContain(`urn:uuid:${first.id}`)
    })

    it('was given up by no projection, as its operator sees', async () => {
      const headers = { Authorization: `Bearer ${OPERATOR_KEY}` }
      const response = await fetch(`${wire.url}/v1/dead-letters`, { headers })
      expect([response.status, await response.json()]).toEqual([200, { letters: [] }])
    })

    it('is still there, in the same bytes, after SIGKILL', async () => {
      const paths = [
        '/feeds/all.rss',
        '/feeds/all.atom',
        '/feeds/all.json',
        '/feeds/test-uni.atom',
        '/v1/changes?after=0',
        '/feeds.opml',
      ]
      const bytes = () => Promise.all(paths.map((path) => read.text(path)))
      const before = await bytes()
      await wire.kill()
      await wire.start()
      expect(await bytes()).toEqual(before)
      expect(await read.json(`/v1/articles/${first.id}`)).toMatchObject({ version: 2 })
      const { views } = await read.json<{ views: unknown[] }>(`/v1/views?article=${first.id}`)
      expect(views).toMatchObject([{ live: 1, baseline: 488 }])
      // Elasticsearch needs half a minute to come back, where it was killed too.
    }, 600_000)
  })
}
