import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestIntake } from '../intake.fixture.ts'
import { OPERATOR_KEY, startNura } from '../intake.fixture.ts'

let intake: TestIntake
let key: string
beforeEach(async () => {
  ;({ intake, key } = await startNura())
})
afterEach(() => intake[Symbol.asyncDispose]())

const read = async (path: string, as?: string) => {
  const response = await intake.call('GET', path, as)
  return [response.status, await response.json()]
}

describe('what a key may read', () => {
  it('is told to other services: whose it is, for a university or, to the operator alone, for all', async () => {
    expect(await read('/nura/access', key)).toEqual([200, { university: 'nura', as: 'university' }])
    expect(await read('/nura/access', OPERATOR_KEY)).toEqual([200, { university: 'nura', as: 'operator' }])
    expect(await read('/all/access', OPERATOR_KEY)).toEqual([200, { university: 'all', as: 'operator' }])
    const writer = await intake.issueKey('nura', { scopes: ['publish'] })
    for (const [path, as, status] of [
      ['/all/access', key, 404],
      ['/esil/access', key, 404],
      ['/nura/access', writer, 403],
      ['/nura/access', 'nobody', 401],
      ['/nura/access', undefined, 401],
    ] as const) {
      expect(await read(path, as), path).toMatchObject([status, {}])
    }
    const { headers } = await intake.call('GET', '/nura/access', key)
    expect(headers.get('Cache-Control')).toBe('private, no-store')
  })

  it('is every article to the operator, with its history and where it is, and none of it to be changed', async () => {
    const article = { title: 'Ice', bodyText: 'Thick.', language: 'en' }
    const written = await intake.call('PUT', '/nura/articles/1', key, article)
    expect(written.status).toBe(201)
    for (const path of ['', '/history', '/status']) {
      expect(await read(`/nura/articles/1${path}`, OPERATOR_KEY), path).toMatchObject([200, {}])
    }
    expect(await read('/esil/articles/1', OPERATOR_KEY)).toMatchObject([404, {}])
    expect((await intake.call('PUT', '/nura/articles/1', OPERATOR_KEY, article)).status).toBe(403)
  })
})
