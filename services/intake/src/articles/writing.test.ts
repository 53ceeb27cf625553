import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestIntake } from '../intake.fixture.ts'
import { startIntake, startNura } from '../intake.fixture.ts'

interface Answer {
  readonly id: string
  readonly version: number
  readonly status: string
  readonly sequence: number
  readonly sourceId?: string
  readonly code?: string
  readonly warnings: readonly { readonly code: string }[]
}

const ARTICLE = { title: 'Ice', bodyText: 'Forty students measured it.' }

let intake: TestIntake
let key: string
beforeEach(async () => {
  ;({ intake, key } = await startNura())
})
afterEach(() => intake[Symbol.asyncDispose]())

const send = async (method: string, path: string, body?: unknown, headers = {}, at = intake) => {
  const response = await at.call(method, `/nura/articles${path}`, key, body, headers)
  const text = await response.text()
  const answer = JSON.parse(text) as Answer
  return {
    etag: response.headers.get('ETag'),
    ...answer,
    httpStatus: response.status,
  }
}
const put = (id: string, body: unknown, headers = {}, at = intake) => send('PUT', `/${id}`, body, headers, at)
const events = async () => (await intake.records()).filter(({ subject }) => subject.startsWith('article.'))
const types = async () => (await events()).map(({ envelope }) => envelope.type)

describe('the same request', () => {
  it('a thousand times in parallel is one event, answered alike', async () => {
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => put('1', ARTICLE)))
    expect(await types()).toEqual(['article.published'])
    expect(new Set(answers.map(({ version, sequence }) => `${version} at ${sequence}`)).size).toBe(1)
    expect(answers.filter(({ httpStatus }) => httpStatus === 201)).toHaveLength(1)
    expect(answers.filter(({ httpStatus }) => httpStatus === 200)).toHaveLength(999)
  })

  it('through two intakes at once is one event', async () => {
    await using other = await startIntake({ beside: intake })
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, place) => put('1', ARTICLE, {}, place % 2 === 0 ? intake : other)),
    )
    expect(await types()).toEqual(['article.published'])
    expect(answers.every(({ version }) => version === 1)).toBe(true)
  })

  it('with an Idempotency-Key is answered as the first time, even after a later version', async () => {
    const first = await put('1', ARTICLE, { 'Idempotency-Key': 'a' })
    await put('1', { ...ARTICLE, title: 'Snow' })
    const again = await put('1', ARTICLE, { 'Idempotency-Key': 'a' })
    expect([again.httpStatus, again.version, again.sequence]).toEqual([201, 1, first.sequence])
    expect(await types()).toEqual(['article.published', 'article.revised'])
  })

  it('spelt otherwise is the same: order of members, NFC, empty members, spaces around a title', async () => {
    await put('1', { title: 'Caf\u00e9', bodyText: 'x' })
    const again = await put('1', '{"bodyText":"x","summary":"","title":"  Cafe\\u0301 "}')
    expect([again.httpStatus, again.version]).toEqual([200, 1])
    expect(await events()).toHaveLength(1)
  })

  it('after another version, without a key, is a version of its own', async () => {
    for (const title of ['A', 'B', 'A']) await put('1', { ...ARTICLE, title })
    expect(await types()).toEqual(['article.published', 'article.revised', 'article.revised'])
  })
})

describe('racing writers', () => {
  it('of one article follow one another: each content is a version, none is lost', async () => {
    await using other = await startIntake({ beside: intake })
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, place) =>
        put('1', { ...ARTICLE, title: `Title ${place}` }, {}, place % 2 === 0 ? intake : other),
      ),
    )
    const versions = answers.map(({ version }) => version).sort((a, b) => a - b)
    expect(versions).toEqual(Array.from({ length: 120 }, (_, place) => place + 1))
    const stored = (await events()).map(({ payload }) => JSON.parse(payload) as { version: number })
    expect(stored.map(({ version }) => version)).toEqual(versions)
  })

  it('stamp times that rise, however the clock stands still', async () => {
    for (const title of ['A', 'B', 'C']) await put('1', { ...ARTICLE, title })
    const times = (await events()).map(({ envelope }) => Date.parse(envelope.time))
    expect(times).toEqual([times[0], Number(times[0]) + 1, Number(times[0]) + 2])
  })

  it('with a precondition are refused when another was faster', async () => {
    const { sequence } = await put('1', ARTICLE)
    const match = { 'If-Match': `"${sequence}"` }
    const outcomes = await Promise.all(
      ['A', 'B', 'C'].map((title) =>
        put('1', { ...ARTICLE, title }, match).then(({ httpStatus }) => httpStatus),
      ),
    )
    expect(outcomes.toSorted((a, b) => a - b)).toEqual([200, 412, 412])
  })
})

describe('the verbs', () => {
  it('publish, revise, withdraw and restore are one event each, and repeated none', async () => {
    for (let times = 0; times < 2; times += 1) expect((await put('1', ARTICLE)).version).toBe(1)
    for (let times = 0; times < 2; times += 1)
      expect((await put('1', { ...ARTICLE, title: 'B' })).version).toBe(2)
    const withdrawal = { reason: 'Wrong date.' }
    const gone = await send('POST', '/1/withdraw', withdrawal)
    expect(await send('POST', '/1/withdraw', withdrawal)).toEqual(gone)
    expect([gone.status, gone.version]).toEqual(['withdrawn', 2])
    expect((await put('1', { ...ARTICLE, title: 'B' })).status).toBe('withdrawn')
    expect(await put('1', { ...ARTICLE, title: 'C' })).toMatchObject({ httpStatus: 409, code: 'withdrawn' })
    const back = await send('POST', '/1/restore')
    expect(await send('POST', '/1/restore')).toEqual(back)
    expect([back.status, back.version]).toEqual(['published', 2])
    expect(await types()).toEqual([
      'article.published',
      'article.revised',
      'article.withdrawn',
      'article.restored',
    ])
  })

  it('name the key that acted, and answer with the tag of their event', async () => {
    const { sequence, etag } = await put('1', ARTICLE)
    expect(etag).toBe(`"${sequence}"`)
    expect((await events())[0]?.envelope.actor).toBe(key.split('_')[1])
    expect((await send('GET', '/1')).etag).toBe(etag)
  })

  it('of an unknown article are 404, and of one withdrawn before anyone saw it no different', async () => {
    expect((await send('POST', '/none/withdraw', { reason: 'x' })).httpStatus).toBe(404)
    expect((await send('POST', '/none/restore')).httpStatus).toBe(404)
    expect((await send('GET', '/none')).httpStatus).toBe(404)
  })
})

describe('POST without a sourceId', () => {
  it('makes one of its Idempotency-Key, the same each time, reachable under it', async () => {
    const one = await send('POST', '', ARTICLE, { 'Idempotency-Key': 'a' })
    const two = await send('POST', '', ARTICLE, { 'Idempotency-Key': 'a' })
    expect([one.httpStatus, two.httpStatus, two.id]).toEqual([201, 201, one.id])
    expect(one.sourceId).toMatch(/^~[a-z2-7]{52}$/)
    expect(await events()).toHaveLength(1)
    const other = await send('POST', '', { ...ARTICLE, title: 'B' }, { 'Idempotency-Key': 'a' })
    expect(other).toMatchObject({ httpStatus: 422, code: 'idempotency-key-reused' })
  })

  it('makes an id that PUT revises, and under which PUT begins nothing', async () => {
    const { sourceId = '' } = await send('POST', '', ARTICLE, { 'Idempotency-Key': 'a' })
    expect(await put(sourceId, { ...ARTICLE, title: 'B' })).toMatchObject({ httpStatus: 200, version: 2 })
    const unmade = `~${'a'.repeat(52)}`
    for (const query of ['', '?dryRun=true'])
      expect(await put(`${unmade}${query}`, ARTICLE)).toMatchObject({
        httpStatus: 422,
        errors: [{ pointer: '/sourceId', code: 'bad-source-id' }],
      })
    expect(await types()).toEqual(['article.published', 'article.revised'])
  })

  it('is refused where nothing could make a retry safe', async () => {
    expect((await send('POST', '', ARTICLE)).httpStatus).toBe(422)
  })
})

describe('a dry run', () => {
  it('answers what would happen and writes nothing', async () => {
    const answer = await send('PUT', '/1?dryRun=true', { ...ARTICLE, bodyHtml: undefined })
    expect([answer.httpStatus, answer.version, answer.etag]).toEqual([200, 1, null])
    expect(await events()).toEqual([])
    expect((await send('PUT', '/1?dryRun=true', { title: 'x' })).httpStatus).toBe(422)
  })
})

describe('views on the old site', () => {
  const views = (count: number) => ({ ...ARTICLE, legacyViews: { count } })

  it('are an event of their own, repeated none, and an omitted count forgets nothing', async () => {
    await put('1', ARTICLE)
    for (const body of [views(488), views(488), ARTICLE]) expect((await put('1', body)).version).toBe(1)
    expect(await types()).toEqual(['article.published', 'baseline.observed'])
    expect(await send('GET', '/1')).toMatchObject({ legacyViews: { count: 488 } })
    await put('1', { ...ARTICLE, title: 'B' })
    expect(await send('GET', '/1')).toMatchObject({ legacyViews: { count: 488 }, version: 2 })
  })
})
