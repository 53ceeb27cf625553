import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestIntake } from '../intake.fixture.ts'
import { startIntake, startNura } from '../intake.fixture.ts'

const ARTICLE = { title: 'Ice', bodyText: 'Forty students measured it.' }

let intake: TestIntake
let key: string
beforeEach(async () => {
  ;({ intake, key } = await startNura())
})
afterEach(() => intake[Symbol.asyncDispose]())

const call = async (method: string, path: string, body?: unknown, headers = {}, at = intake) => {
  const response = await at.call(method, `/nura/articles${path}`, key, body, headers)
  // Members differ from route to route; each test names those that it means.
  const answer = (await response.json()) as Record<string, unknown>
  return { ...answer, httpStatus: response.status } as Record<string, unknown> & { httpStatus: number }
}
const alias = (of: string, sourceId: unknown, at = intake) =>
  call('POST', `/${of}/aliases`, { sourceId }, {}, at)
const types = async () =>
  (await intake.records())
    .filter(({ subject }) => subject.startsWith('article.'))
    .map(({ envelope }) => envelope.type)

describe('an alias', () => {
  it('is the article from then on, at once and in every process: same id, same guid, one history', async () => {
    await using other = await startIntake({ beside: intake })
    const { id } = await call('PUT', '/old%2F1', ARTICLE)
    expect(await alias('old%2F1', 'new-1')).toMatchObject({
      httpStatus: 201, id, sourceId: 'old/1', alias: 'new-1', sequence: 4,
    }) // prettier-ignore
    expect(await call('PUT', '/new-1', ARTICLE, {}, other)).toMatchObject({ httpStatus: 200, id, version: 1 })
    expect(await call('PUT', '/new-1', { ...ARTICLE, title: 'Snow' }, {}, other)).toMatchObject({
      id,
      version: 2,
    })
    expect(await call('GET', '/new-1')).toMatchObject({
      id,
      sourceId: 'old/1',
      uri: `urn:uuid:${String(id)}`,
    })
    expect(await call('POST', '/new-1/withdraw', { reason: 'x' })).toMatchObject({ id, status: 'withdrawn' })
    expect(await call('PUT', '/old%2F1', { ...ARTICLE, title: 'Rain' })).toMatchObject({ httpStatus: 409 })
    expect(await call('POST', '/new-1/restore')).toMatchObject({ id, status: 'published' })
    expect(await types()).toEqual([
      'article.published', 'alias.added', 'article.aliased', 'article.revised', 'article.withdrawn', 'article.restored',
    ]) // prettier-ignore
  })

  it('named again changes nothing, also through another alias of the same article', async () => {
    await call('PUT', '/1', ARTICLE)
    const first = await alias('1', 'two')
    expect(await alias('1', 'two')).toEqual({ ...first, httpStatus: 200 })
    expect(await alias('two', 'three')).toMatchObject({ httpStatus: 201, id: first['id'] })
    expect(await alias('three', 'two')).toEqual({ ...first, httpStatus: 200 })
    expect(await types()).toEqual([
      'article.published', 'alias.added', 'article.aliased', 'alias.added', 'article.aliased',
    ]) // prettier-ignore
  })

  it('is refused where the id is an article, or another one’s alias, or the article itself', async () => {
    await call('PUT', '/1', ARTICLE)
    await call('PUT', '/2', ARTICLE)
    await alias('2', 'of-2')
    for (const taken of ['2', 'of-2']) {
      expect(await alias('1', taken), taken).toMatchObject({ httpStatus: 409, code: 'source-id-taken' })
    }
    expect(await alias('1', '1')).toMatchObject({
      httpStatus: 422, errors: [{ pointer: '/sourceId', code: 'own-source-id' }],
    }) // prettier-ignore
    for (const bad of ['', '~abc', '.', '..', 'a\u0000', 'e\u0301', 'x'.repeat(201), 7]) {
      const { httpStatus, errors } = await alias('1', bad)
      expect({ httpStatus, errors }, String(bad)).toMatchObject({
        httpStatus: 422, errors: [{ pointer: '/sourceId' }],
      }) // prettier-ignore
    }
    expect(await alias('none', 'x')).toMatchObject({ httpStatus: 404 })
    expect((await types()).filter((type) => type === 'article.aliased')).toHaveLength(1)
  })

  it('and an article of the same name at the same moment: one of them wins, and the other is told', async () => {
    await using other = await startIntake({ beside: intake })
    for (let round = 0; round < 10; round += 1) {
      const { id } = await call('PUT', `/old${round}`, ARTICLE)
      const fresh = { ...ARTICLE, title: `Fresh ${round}` }
      const [named, put] = await Promise.all([
        alias(`old${round}`, `new${round}`),
        call('PUT', `/new${round}`, fresh, {}, other),
      ])
      const meant = await call('GET', `/new${round}`)
      // Either the alias stands, and the PUT revised the old article; or a new article does, and 409 says so.
      const outcome = [named['httpStatus'], put['id'] === id, meant['id'] === id]
      expect([
        [201, true, true],
        [409, false, false],
      ]).toContainEqual(outcome)
      expect(put['id']).toBe(meant['id'])
    }
  })

  it('makes no new article of a request that is repeated under it with its key', async () => {
    await call('PUT', '/1', ARTICLE, { 'Idempotency-Key': 'k' })
    await alias('1', 'two')
    await call('PUT', '/1', { ...ARTICLE, title: 'Snow' })
    expect(await call('PUT', '/two', ARTICLE, { 'Idempotency-Key': 'k' })).toMatchObject({
      version: 1,
      sequence: 2,
    })
    expect(await call('GET', '/two')).toMatchObject({ title: 'Snow' })
  })

  it('needs the right to publish', async () => {
    await call('PUT', '/1', ARTICLE)
    const reader = await intake.issueKey('nura', { scopes: ['read', 'withdraw'] })
    const response = await intake.call('POST', '/nura/articles/1/aliases', reader, { sourceId: 'x' })
    expect(response.status).toBe(403)
  })
})
