import { createHash } from 'node:crypto'
import { sourceIdFromKey } from '@uniwire/newsroom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idOf, stub, visible } from '../harness/documents.ts'
import type { Place } from '../harness/place.ts'
import { PUBLIC_URL, openPlace } from '../harness/place.ts'

const NAMES = { kk: 'Нұра университеті', ru: 'Университет Нуры', en: 'Nura University' }
const FROM_KEY = sourceIdFromKey(createHash('sha256').update('my key').digest())
const WITHDRAWN = {
  kind: 'withdrawn',
  university: 'nura',
  reason: 'The <b>date</b> was wrong',
  at: '2026-11-22T10:00:00.000Z',
} as const

let place: Place
beforeAll(async () => {
  place = await openPlace()
  await place.register('nura', NAMES)
  await place.put(
    visible({ sourceId: 'news/1', title: 'One', categories: ['Ғылым және білім', 'Sport & health'] }),
    visible({ sourceId: FROM_KEY, title: 'Made from a key' }),
    visible({ sourceId: 'Йошкар', title: 'Under its NFC name' }),
    visible({ sourceId: 'taken-back', title: 'Wrong' }),
    visible({ sourceId: 'erased-reason', title: 'Wrong' }),
  )
  await place.put(
    stub('taken-back', WITHDRAWN),
    stub('erased-reason', { kind: 'withdrawn', university: 'nura', at: WITHDRAWN.at }),
    stub('embargoed', { kind: 'hidden' }),
    stub('erased', { kind: 'erased', university: 'nura' }),
    stub('relaunched', { kind: 'alias', target: idOf('news/1') }),
    stub('early', { kind: 'alias', target: idOf('embargoed') }),
    stub('late', { kind: 'alias', target: idOf('taken-back') }),
  )
  await place.reached(1)
})
afterAll(() => place[Symbol.asyncDispose]())

describe('GET /v1/articles/{id}', () => {
  const read = async (id: string) => {
    const answer = await place.get(`/v1/articles/${id}`)
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }

  it('answers the public article, with its views', async () => {
    expect(await read(idOf('news/1'))).toMatchObject({
      status: 200,
      body: { sourceId: 'news/1', title: 'One', views: 0, uri: `urn:uuid:${idOf('news/1')}` },
    })
  })

  it('is 410 with the reason once it was withdrawn, 410 when nobody can read why', async () => {
    const { status, body } = await read(idOf('taken-back'))
    expect([status, body['code']]).toEqual([410, 'gone'])
    expect(String(body['detail'])).toContain(WITHDRAWN.reason)
    expect((await read(idOf('erased-reason'))).status).toBe(410)
  })

  it('is 410 without a reason once it was erased', async () => {
    const { status, body } = await read(idOf('erased'))
    expect([status, body['code']]).toEqual([410, 'erased'])
  })

  it('leads from an alias to the article', async () => {
    const answer = await place.get(`/v1/articles/${idOf('relaunched')}`)
    expect([answer.status, answer.headers.get('Location')]).toEqual([308, `/v1/articles/${idOf('news/1')}`])
  })

  it.each(['embargoed', 'never-posted', 'early'])('is 404 for what is %s', async (sourceId) => {
    expect(await read(idOf(sourceId))).toMatchObject({ status: 404, body: { code: 'not-found' } })
  })

  it.each(['x', '%00', '00000000-0000-0000-0000-000000000000', '..%2F..'])('is 404 for %s', async (id) => {
    expect((await read(id)).status).toBe(404)
  })
})

describe('the page of an article', () => {
  it('is shown, or 410 with the reason, or 404, each as a page', async () => {
    const pages = await Promise.all(
      ['news/1', 'taken-back', 'erased-reason', 'embargoed', 'never-posted'].map(async (sourceId) => {
        const answer = await place.get(`/en/articles/${idOf(sourceId)}`)
        return { status: answer.status, html: await answer.text() }
      }),
    )
    expect(pages.map(({ status }) => status)).toEqual([200, 410, 410, 404, 404])
    expect(pages[1]?.html).toContain('The &lt;b&gt;date&lt;/b&gt; was wrong')
    expect(pages.filter(({ html }) => !html.startsWith('<!doctype html>'))).toEqual([])
  })

  it('says that it was erased, and nothing else of it; under an alias it leads to the article', async () => {
    const erased = await place.get(`/en/articles/${idOf('erased')}`)
    expect([erased.status, (await erased.text()).includes('erased')]).toEqual([410, true])
    for (const prefix of ['', '/en']) {
      const alias = await place.get(`${prefix}/articles/${idOf('relaunched')}`)
      expect(alias.status).toBe(308)
      expect(alias.headers.get('Location')).toBe(`${prefix}/articles/${idOf('news/1')}`)
    }
  })

  it.each([
    ['news%2F1', 'news/1'],
    [encodeURIComponent(FROM_KEY), FROM_KEY],
    [encodeURIComponent('Йошкар'.normalize('NFD')), 'Йошкар'],
    ['taken-back', 'taken-back'],
    ['relaunched', 'news/1'],
    ['late', 'taken-back'],
  ])('is found by the site’s own id %s', async (path, sourceId) => {
    for (const prefix of ['', '/ru']) {
      const answer = await place.get(`${prefix}/articles/nura/${path}`)
      expect(answer.status).toBe(308)
      expect(answer.headers.get('Location')).toBe(`${prefix}/articles/${idOf(sourceId)}`)
    }
  })

  it.each([
    'nura/embargoed',
    'nura/early',
    'nura/nothing',
    'other/news%2F1',
    'nura/~short',
    'NURA/news%2F1',
    'nura/%0A',
  ])('is 404 for %s', async (path) => {
    expect((await place.get(`/articles/${path}`)).status).toBe(404)
  })
})

describe('universities', () => {
  it('are listed and found, with their page and feeds', async () => {
    const list = (await (await place.get('/v1/universities')).json()) as { universities: unknown[] }
    const one: unknown = await (await place.get('/v1/universities/nura')).json()
    expect(list.universities).toEqual([one])
    expect(one).toMatchObject({
      slug: 'nura',
      pageUrl: `${PUBLIC_URL}/universities/nura`,
      feeds: { rss: `${PUBLIC_URL}/feeds/nura.rss` },
    })
    expect((await place.get('/v1/universities/other')).status).toBe(404)
    expect((await place.get('/universities/other')).status).toBe(404)
  })

  it('are not denied before the reader has read them, only put off', async () => {
    const gate = Promise.withResolvers<void>()
    await using fresh = await openPlace({ untilRead: gate.promise, registered: ['nura'] })
    for (const path of ['/v1/universities', '/v1/universities/nura', '/universities/nura', '/']) {
      const early = await fresh.get(path)
      expect([path, early.status, Number(early.headers.get('Retry-After')) > 0]).toEqual([path, 503, true])
    }
    gate.resolve()
    await expect.poll(async () => (await fresh.get('/v1/universities/nura')).status).toBe(200)
    expect((await fresh.get('/universities/nura')).status).toBe(200)
  })

  it('are contained before a position counts as reached', async () => {
    const gate = Promise.withResolvers<void>()
    await using fresh = await openPlace({ untilRead: gate.promise })
    const sequence = await fresh.register('nura', NAMES)
    await fresh.reached(sequence)
    expect((await fresh.get('/v1/universities')).headers.get('Uniwire-Position')).toBe('0')
    const asked = fresh.get('/v1/universities/nura', { 'Uniwire-Min-Position': String(sequence) })
    gate.resolve()
    const answer = await asked
    expect([answer.status, answer.headers.get('Uniwire-Position')]).toEqual([200, String(sequence)])
  })
})

describe('GET /v1/suggest', () => {
  const suggest = async (q: string, language = 'en') => {
    const answer = await place.get(`/v1/suggest?q=${encodeURIComponent(q)}`, { 'Accept-Language': language })
    return ((await answer.json()) as { suggestions: readonly { kind: string; text: string }[] }).suggestions
  }

  it.each(['nura', 'Nur', 'НУРА', 'нұр', 'univ', 'nura univ', 'университет н', 'UNIVERSITY OF NURA'])(
    'knows a university by %j',
    async (q) => {
      expect(await suggest(q)).toContainEqual({
        kind: 'university',
        text: NAMES.en,
        url: `${PUBLIC_URL}/universities/nura`,
      })
    },
  )

  it('names it in the language asked for, and does not know it by other words', async () => {
    expect((await suggest('nura', 'kk'))[0]?.text).toBe(NAMES.kk)
    expect(await suggest('zeppelin')).toEqual([])
    expect(await suggest('nura zeppelin')).toEqual([])
  })

  it('finds titles by the beginning of a word, in any script, and nothing hidden', async () => {
    expect(await suggest('made fr')).toMatchObject([{ kind: 'article', text: 'Made from a key' }])
    expect(await suggest('wrong')).toEqual([])
    expect(await suggest('ьфву ак')).toEqual(await suggest('made fr'))
  })

  it.each(['ғыл', 'gylym', 'gyly bil', 'гылым', 'бил'])('knows a category by %j', async (q) => {
    const key = new URLSearchParams({ category: 'ғылым және білім' }).toString()
    expect(await suggest(q)).toContainEqual({
      kind: 'category',
      text: 'Ғылым және білім',
      url: `${PUBLIC_URL}/search?${key}`,
    })
  })

  it('knows a category as soon as the index says that it has come so far', async () => {
    expect(await suggest('zymology')).toEqual([])
    await place.put(visible({ sourceId: 'beer', title: 'Two', categories: ['Zymology'] }))
    const sequence = await place.register('brewers', { kk: 'Сыра', ru: 'Пиво', en: 'Beer' })
    await place.reached(sequence)
    const answer = await place.get('/v1/suggest?q=zymology', { 'Uniwire-Min-Position': String(sequence) })
    expect(await answer.json()).toMatchObject({ suggestions: [{ kind: 'category', text: 'Zymology' }] })
  })

  it('puts first what is written as it was typed', async () => {
    await place.put(
      visible({
        sourceId: 'robots',
        title: 'Роботтарға арналған зертхана',
        publishedAt: '2021-01-01T08:00:00Z',
      }),
      visible({ sourceId: 'robotics', title: 'Робототехника сабағы', publishedAt: '2024-01-01T08:00:00Z' }),
    )
    const titles = async (q: string) => (await suggest(q)).map(({ text }) => text)
    expect(await titles('робот')).toEqual(['Робототехника сабағы', 'Роботтарға арналған зертхана'])
    expect(await titles('роботтарғ')).toEqual(['Роботтарға арналған зертхана', 'Робототехника сабағы'])
  })

  it.each(['', ' ', '!?', '%'])('suggests nothing for %j', async (q) => {
    expect(await suggest(q)).toEqual([])
  })
})
