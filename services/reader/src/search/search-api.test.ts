import type { SearchAnswer } from '@uniwire/http-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idOf, stub, visible } from '../harness/documents.ts'
import type { Place } from '../harness/place.ts'
import { openPlace } from '../harness/place.ts'

const NAMES = { kk: 'Нұра университеті', ru: 'Университет Нуры', en: 'Nura University' }

describe('GET /v1/search', () => {
  let place: Place
  beforeAll(async () => {
    place = await openPlace()
    await place.register('nura', NAMES)
    await place.put(
      visible({ sourceId: 'bridge', title: 'A bridge over the river', categories: ['Science', 'News'] }),
      visible({
        sourceId: 'river',
        title: 'The river froze early',
        publishedAt: '2025-11-30T20:00:00Z',
        day: '2025-12-01',
      }),
      visible({
        sourceId: 'kopir',
        title: 'Өзендегі көпір ашылды',
        language: 'kk',
        publishedAt: '2024-05-01T08:00:00Z',
      }),
      visible({
        sourceId: 'latyn',
        title: 'Ózendegі kópіr',
        language: 'kk-Latn',
        publishedAt: '2024-05-02T08:00:00Z',
      }),
      visible({
        sourceId: 'most',
        title: 'Мост через реку',
        language: 'ru',
        university: 'altyn-dala',
        publishedAt: '2023-01-01T08:00:00Z',
      }),
      visible({
        sourceId: 'hostile',
        title: 'Marked <script>alert(1)</script> & "quoted"',
        body: '<p>A marked text with 3 &lt; 4 &amp; <b>more</b>.</p>',
        publishedAt: '2022-01-01T08:00:00Z',
      }),
    )
    await place.put(stub('hidden', { kind: 'hidden' }))
    await place.reached(1)
  })
  afterAll(() => place[Symbol.asyncDispose]())

  const search = async (query: string): Promise<SearchAnswer> => {
    const answer = await place.get(`/v1/search?${query}`)
    if (answer.status !== 200) throw new Error(await answer.text())
    // The type that the answer promises.
    return (await answer.json()) as SearchAnswer
  }
  const found = async (query: string) => (await search(query)).hits.map(({ id }) => id)
  const refused = async (query: string) => {
    const answer = await place.get(`/v1/search?${query}`)
    const { errors = [] } = (await answer.json()) as { errors?: readonly { pointer: string }[] }
    return [answer.status, ...errors.map(({ pointer }) => pointer)]
  }

  it('finds articles that have every word, and says so', async () => {
    const answer = await search('q=river+bridge')
    expect(answer.hits.map(({ id }) => id)).toEqual([idOf('bridge')])
    expect(answer.relaxed).toBe(false)
  })

  it('loosens what finds too little, says so, and puts first what has every word', async () => {
    const answer = await search('q=where+is+the+river+bridge')
    expect(answer.hits.map(({ id }) => id)).toEqual([idOf('bridge'), idOf('river')])
    expect(answer.relaxed).toBe(true)
    expect((await search('q=river+bridge+zeppelin')).total).toBe(2)
    expect(await search('q=zeppelin')).toMatchObject({ total: 0, relaxed: false })
  })

  it('asks for function words rather than find nothing, and marks them', async () => {
    const answer = await search('q=over+zeppelin')
    expect([answer.relaxed, answer.hits.map(({ id }) => id)]).toEqual([true, [idOf('bridge')]])
    expect(answer.hits[0]?.titleHtml).toBe('A bridge <mark>over</mark> the river')
  })

  it('goes on page by page as the first page began, strict or loosened', async () => {
    for (const query of ['q=river', 'q=river+bridge+zeppelin', 'sort=newest', 'sort=views&q=']) {
      const all = await found(`${query}&limit=100`)
      const walked: string[] = []
      let cursor: string | undefined = ''
      while (cursor !== undefined) {
        const page: SearchAnswer = await search(`${query}&limit=1&cursor=${encodeURIComponent(cursor)}`)
        walked.push(...page.hits.map(({ id }) => id))
        cursor = page.nextCursor
      }
      expect(walked, query).toEqual(all)
    }
  })

  it('refuses a cursor that is damaged or of another search', async () => {
    const { nextCursor } = await search('sort=newest&limit=1')
    const cursor = encodeURIComponent(nextCursor ?? '')
    expect(await refused(`q=river&limit=1&cursor=${cursor}`)).toEqual([400, '/cursor'])
    expect(await refused(`sort=newest&limit=1&cursor=${cursor}x`)).toEqual([400, '/cursor'])
    expect(await refused(`sort=newest&cursor=${cursor.replace('all.', 'any.')}`)).toEqual([400, '/cursor'])
    for (const text of ['x', 'all.', 'all.x', 'any.%00', '.'])
      expect(await refused(`cursor=${text}`), text).toEqual([400, '/cursor'])
  })

  it('finds everything without words, newest first, and nothing by signs alone', async () => {
    const { hits, total } = await search('')
    expect([total, hits[0]?.id, hits.at(-1)?.id]).toEqual([6, idOf('bridge'), idOf('hostile')])
    expect((await search('q=%3F%21+%E2%80%94')).total).toBe(0)
    expect((await search('q=+')).total).toBe(6)
  })

  it('takes `kk` for both scripts and `kk-Latn` for Latin alone', async () => {
    expect(await found('language=kk')).toEqual([idOf('latyn'), idOf('kopir')])
    expect(await found('language=kk-Latn')).toEqual([idOf('latyn')])
    expect((await found('language=kk&language=ru')).length).toBe(3)
  })

  it('takes a repeated filter as alternatives, an empty one as none', async () => {
    expect(await found('university=altyn-dala')).toEqual([idOf('most', 'altyn-dala')])
    expect((await found('university=altyn-dala&university=nura')).length).toBe(6)
    expect((await found('university=&category=&from=&to=')).length).toBe(6)
    expect(await found('category=%20science')).toEqual([idOf('bridge')])
  })

  it('takes a day in each article’s own zone, both ends included, and an instant exactly', async () => {
    expect(await found('from=2025-12-01&to=2025-12-01')).toEqual([idOf('river')])
    expect(await found('from=2025-11-30&to=2025-11-30')).toEqual([])
    expect(await found('from=2025-11-30T20:00:00Z&to=2025-12-01T00:00:00Z')).toEqual([idOf('river')])
    expect(await found('from=2025-11-30T19:00:00Z&to=2025-11-30T20:00:00Z')).toEqual([])
  })

  it.each([
    ['limit=0', '/limit'],
    ['limit=101', '/limit'],
    ['limit=x', '/limit'],
    ['limit=1&limit=2', '/limit'],
    ['from=yesterday', '/from'],
    ['from=2025-02-30', '/from'],
    ['to=2025-13-01T00:00:00Z', '/to'],
    ['to=2025-01-01T00:00:00', '/to'],
    ['sort=best', '/sort'],
    ['language=de', '/language'],
    [`q=${'x'.repeat(1_001)}`, '/q'],
  ])('refuses %s by name', async (query, pointer) => {
    expect(await refused(query)).toEqual([400, pointer])
  })

  it('tells who gives a time without its offset how an instant is written', async () => {
    const answer = await place.get('/v1/search?from=2025-01-01T10:00:00', { 'Accept-Language': 'en' })
    const { errors } = (await answer.json()) as { errors: readonly { code: string; detail: string }[] }
    expect(errors).toMatchObject([{ code: 'bad-moment', detail: expect.stringContaining('+05:00') }])
    expect(errors[0]?.detail).not.toContain('the university’s time')
  })

  it('marks what was asked for, and lets no other tag through', async () => {
    const [hit] = (await search('q=marked')).hits
    expect(hit?.titleHtml).toBe(
      '<mark>Marked</mark> &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot;',
    )
    expect(hit?.snippet).toContain('<mark>marked</mark>')
    expect(hit?.snippet.replaceAll(/<\/?mark>/g, '')).not.toMatch(/[<>]/)
  })

  it('names universities and languages in the language asked for', async () => {
    const answer = await place.get('/v1/search', { 'Accept-Language': 'ru' })
    const { facets } = (await answer.json()) as SearchAnswer
    expect(facets.university).toContainEqual({ value: 'nura', label: NAMES.ru, count: 5 })
    expect(facets.university).toContainEqual({ value: 'altyn-dala', label: 'altyn-dala', count: 1 })
    expect(answer.headers.get('Vary')).toContain('Accept-Language')
  })

  it('says its position, and answers 304 to who has the bytes', async () => {
    const first = await place.get('/v1/search?q=river')
    expect(first.headers.get('Uniwire-Position')).toBe('1')
    expect(first.headers.get('Cache-Control')).toBe('no-cache')
    const again = await place.get('/v1/search?q=river', { 'If-None-Match': first.headers.get('ETag') ?? '' })
    expect([again.status, again.headers.get('Uniwire-Position')]).toEqual([304, '1'])
  })

  it('may be asked from any page, with a preflight', async () => {
    const answer = await place.send('/v1/search', {
      method: 'OPTIONS',
      headers: { Origin: 'https://a.example', 'Access-Control-Request-Headers': 'uniwire-min-position' },
    })
    expect([answer.status, answer.headers.get('Access-Control-Allow-Origin')]).toEqual([204, '*'])
    const refusal = await place.get('/v1/articles/unknown')
    expect(refusal.headers.get('Access-Control-Allow-Origin')).toBe('*')
  })
})
