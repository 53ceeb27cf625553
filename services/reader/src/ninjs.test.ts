import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idOf, stub, visible } from './harness/documents.ts'
import type { Place } from './harness/place.ts'
import { openPlace } from './harness/place.ts'

const NINJS = 'application/vnd.iptc.ninjs+json'
const PATH = `/v1/articles/${idOf('news/1')}`

let place: Place
beforeAll(async () => {
  place = await openPlace()
  await place.register('nura', { kk: 'Нұра университеті', ru: 'Университет Нуры', en: 'Nura University' })
  await place.put(
    visible({ sourceId: 'news/1', title: 'One' }),
    visible({ sourceId: 'news/2', title: 'Two' }),
  )
  await place.put(
    stub('news/2', {
      kind: 'withdrawn',
      university: 'nura',
      reason: 'Wrong',
      at: '2026-11-22T10:00:00.000Z',
    }),
  )
  await place.reached(1)
})
afterAll(() => place[Symbol.asyncDispose]())

describe('GET /v1/articles/{id}', () => {
  it('answers ninjs to whoever asks for it, with its type', async () => {
    for (const accept of [NINJS, `${NINJS};version=3.1`, `application/json;q=0.5, ${NINJS}`]) {
      const answer = await place.get(PATH, { Accept: accept })
      expect(answer.headers.get('Content-Type'), accept).toBe(`${NINJS};version=3.1`)
      expect(await answer.json()).toMatchObject({
        uri: `urn:uuid:${idOf('news/1')}`,
        headlines: [{ value: 'One' }],
        infoSources: [{ name: 'Nura University', literal: 'nura' }],
      })
    }
  })

  it('answers JSON to everyone else', async () => {
    for (const accept of ['', '*/*', 'application/json', 'text/html, */*;q=0.8', `${NINJS};q=0.1, */*`]) {
      const answer = await place.get(PATH, { Accept: accept })
      expect(answer.headers.get('Content-Type'), accept).toMatch(/^application\/json/)
      expect(await answer.json()).toMatchObject({ title: 'One', views: 0 })
    }
  })

  it('tells caches the two apart, by Vary and by ETag, also where nothing has changed', async () => {
    const json = await place.get(PATH)
    const ninjs = await place.get(PATH, { Accept: NINJS })
    for (const answer of [json, ninjs]) {
      expect(answer.headers.get('Vary')?.split(/, */)).toEqual(['Accept-Language', 'Accept'])
    }
    const tag = json.headers.get('ETag') ?? ''
    expect(tag).not.toBe('')
    expect(ninjs.headers.get('ETag')).not.toBe(tag)
    const asked = (accept: string) => place.get(PATH, { Accept: accept, 'If-None-Match': tag })
    expect((await asked(NINJS)).status).toBe(200)
    const unchanged = await asked('application/json')
    expect([unchanged.status, unchanged.headers.get('Vary')]).toEqual([304, 'Accept-Language, Accept'])
  })

  it('answers 406 to whoever can read neither, and names both', async () => {
    for (const accept of ['text/html', 'application/json;q=0', `${NINJS};version=2.0`]) {
      const answer = await place.get(PATH, { Accept: accept })
      expect([answer.status, answer.headers.get('Content-Type')]).toEqual([406, 'application/problem+json'])
      expect((await answer.json()) as object).toMatchObject({ code: 'not-acceptable' })
    }
  })

  it('refuses as ever, whatever was asked for', async () => {
    const gone = await place.get(`/v1/articles/${idOf('news/2')}`, { Accept: NINJS })
    expect([gone.status, gone.headers.get('Content-Type')]).toEqual([410, 'application/problem+json'])
  })
})
