import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestIntake } from './intake.fixture.ts'
import { startNura } from './intake.fixture.ts'

const PAGE = `Home > News
Students measured the ice on the Nura
12 October 2025
Forty students of hydrology spent a week on the river and measured how thick the ice was at forty places.
The results will help the city to decide when the winter road may be opened for cars and for buses.
Press service`

let intake: TestIntake
let key: string
beforeEach(async () => {
  ;({ intake, key } = await startNura())
})
afterEach(() => intake[Symbol.asyncDispose]())

interface Imported {
  readonly code?: string
  readonly version?: number
  readonly needs: readonly string[]
  readonly draft: { readonly title: string; readonly bodyText?: string; readonly bodyHtml?: string }
}
const post = async (query: string, body: string | Uint8Array<ArrayBuffer>, type = 'text/plain') => {
  const response = await intake.call('POST', `/nura/pages${query}`, key, body, { 'Content-Type': type })
  return { httpStatus: response.status, ...((await response.json()) as Imported) }
}
const events = async () => (await intake.records()).filter(({ subject }) => subject.startsWith('article.'))
const read = async (id: string) =>
  (await (await intake.call('GET', `/nura/articles/${id}`, key)).json()) as {
    title: string
    bodyHtml: string
  }

describe('a printed page', () => {
  it('is a draft unless publishing is asked for', async () => {
    const { httpStatus, draft, needs } = await post('?sourceId=1', PAGE)
    expect([httpStatus, draft.title, needs]).toEqual([200, 'Students measured the ice on the Nura', []])
    expect(await events()).toEqual([])
  })

  it('is published when nothing is in doubt; the same page again is the same version', async () => {
    expect(await post('?sourceId=1&publish=true', PAGE)).toMatchObject({ httpStatus: 201, version: 1 })
    expect(await post('?sourceId=1&publish=true', PAGE)).toMatchObject({ httpStatus: 200, version: 1 })
    expect(await events()).toHaveLength(1)
  })

  it('that leaves a question is 422 with the draft, and nothing is written until it is answered', async () => {
    const undated = PAGE.replace('12 October 2025\n', '')
    expect(await post('?sourceId=1&publish=true', undated)).toMatchObject({
      httpStatus: 422, code: 'needs-answers', needs: ['publishedAt'],
      draft: { title: 'Students measured the ice on the Nura' },
    }) // prettier-ignore
    expect(await events()).toEqual([])
    const answered = await post('?sourceId=1&publish=true&publishedAt=2025-10-12', undated)
    expect(answered).toMatchObject({ httpStatus: 201, version: 1 })
  })

  it('without a sourceId, with a wrong answer or of another kind is refused', async () => {
    expect((await post('?publish=true', PAGE)).httpStatus).toBe(422)
    expect((await post('?sourceId=1&publish=true&publishedAt=gestern', PAGE)).httpStatus).toBe(400)
    expect((await post('?sourceId=1', PAGE, 'application/pdf')).httpStatus).toBe(415)
    for (const url of ['news/1', 'javascript:alert(1)', 'ftp://nura.example/1'])
      expect((await post(`?sourceId=1&url=${encodeURIComponent(url)}`, PAGE)).httpStatus).toBe(400)
    expect((await post('?sourceId=1&url=', PAGE)).httpStatus).toBe(200)
    expect((await post('?sourceId=1', PAGE, 'text/plain; charset=klingon')).httpStatus).toBe(415)
    expect(await events()).toEqual([])
  })
})

describe('a page that is not in UTF-8', () => {
  /** windows-1251, as old sites print: Cyrillic from 0xC0 on, in alphabetical order. */
  const inWindows1251 = (text: string) =>
    Uint8Array.from(text, (character) => {
      const code = character.codePointAt(0) ?? 0
      return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code
    })
  const RUSSIAN = `Студенты измерили лед на реке
12.10.2025
Сорок студентов провели на реке неделю и измерили толщину льда в сорока местах вдоль города и выше по течению.
Результаты помогут решить, когда можно открыть зимнюю дорогу для машин и автобусов в этом году.`

  it('is read by the charset that is named with it', async () => {
    const type = 'text/plain; charset="windows-1251"'
    await post('?sourceId=1&publish=true', inWindows1251(RUSSIAN), type)
    expect(await read('1')).toMatchObject({ title: 'Студенты измерили лед на реке' })
  })

  it('is refused where nothing names its charset, and not published with letters that are none', async () => {
    for (const type of ['text/plain', 'text/html']) {
      const answer = await post('?sourceId=1&publish=true', inWindows1251(RUSSIAN), type)
      expect(answer.httpStatus).toBe(415)
    }
    expect(await events()).toEqual([])
  })

  it('is read by the charset that its markup names, when nothing else does', async () => {
    const html = (meta: string) =>
      `<html><head>${meta}</head><body><h1>Студенты измерили лед</h1><p>12.10.2025</p><p>${RUSSIAN.split('\n')[2] ?? ''}</p></body></html>`
    for (const meta of [
      '<meta charset=windows-1251>',
      '<META http-equiv="Content-Type" content="text/html; charset=windows-1251">',
    ]) {
      const { draft } = await post('', inWindows1251(html(meta)), 'text/html')
      expect(draft.title).toBe('Студенты измерили лед')
    }
    const { draft } = await post('', new TextEncoder().encode(html('<meta charset=klingon>')), 'text/html')
    expect(draft.title).toBe('Студенты измерили лед')
  })
})
