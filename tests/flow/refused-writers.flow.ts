import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ProblemAnswer, Written } from '../harness/reading.ts'
import { readProblem } from '../harness/problem.ts'
import type { Standalone } from '../harness/standalone.ts'
import { OPERATOR_KEY } from '../harness/standalone.ts'
import type { TestUniversity } from '../harness/university.ts'
import { PROFILE, putBy, registerUniversity } from '../harness/university.ts'

const GOOD = { title: 'A', bodyText: 'Text.' }

export function refusedWriters(createWire: () => Promise<Standalone>): void {
  describe('a refused writer', () => {
    let wire: Standalone
    let own: TestUniversity
    let other: TestUniversity

    beforeAll(async () => {
      wire = await createWire()
      await wire.start()
      own = await registerUniversity(wire.url, 'own')
      other = await registerUniversity(wire.url, 'other')
      expect((await own.put('1', GOOD)).status).toBe(201)
    })
    afterAll(() => wire[Symbol.asyncDispose]())

    const put = putBy(() => wire.url, GOOD)

    it.each([
      undefined,
      'Bearer',
      'Bearer nonsense',
      'Basic abc',
      `Bearer uw_${'a'.repeat(12)}_${'b'.repeat(38)}`,
    ])('is 401 for the key %j', async (authorization) => {
      const response = await put('own/articles/2', authorization)
      expect(response.headers.get('WWW-Authenticate')).toContain('Bearer')
      expect(await readProblem(response)).toEqual({ status: 401, code: 'unauthorized', errors: [] })
    })

    it('is 401 for a revoked key, within a second', async () => {
      const brief = await registerUniversity(wire.url, 'own')
      expect((await brief.put('brief', GOOD)).status).toBe(201)
      const id = brief.key.split('_')[1] ?? ''
      const operator = { Authorization: `Bearer ${OPERATOR_KEY}` }
      const revoked = await fetch(`${wire.url}/v1/universities/own/keys/${id}`, {
        method: 'DELETE',
        headers: operator,
      })
      expect(revoked.status).toBe(200)
      expect((await brief.put('brief', GOOD)).status).toBe(401)
      expect((await own.put('1', GOOD)).status).toBe(200)
    })

    it('is 404 for another university’s article, to read, to write and to withdraw', async () => {
      const authorization = `Bearer ${other.key}`
      expect(await readProblem(await put('own/articles/1', authorization))).toMatchObject({
        status: 404,
        code: 'not-found',
      })
      for (const [method, path] of [
        ['GET', ''],
        ['POST', '/withdraw'],
        ['POST', '/restore'],
      ] as const) {
        const headers = { Authorization: authorization, 'Content-Type': 'application/json' }
        const body = path === '/withdraw' ? { body: '{"reason":"x"}' } : {}
        const response = await fetch(`${wire.url}/v1/universities/own/articles/1${path}`, {
          method,
          headers,
          ...body,
        })
        expect(response.status, path).toBe(404)
        await response.body?.cancel()
      }
    })

    it('is 403 for a university’s key on an operator’s path, and for a key without the scope', async () => {
      expect(
        await readProblem(await put('third', `Bearer ${own.key}`, JSON.stringify(PROFILE))),
      ).toMatchObject({
        status: 403,
      })
      const reader = await registerUniversity(wire.url, 'own', PROFILE, ['read'])
      expect(await readProblem(await reader.put('2', GOOD))).toMatchObject({ status: 403, code: 'forbidden' })
      expect((await reader.call('GET', '/articles/1')).status).toBe(200)
    })

    it('of a compressed body comes before a byte of it is inflated', async () => {
      const headers = {
        Authorization: `Bearer ${own.key}`,
        'Content-Type': 'application/json',
        'Content-Encoding': 'gzip',
      }
      const response = await fetch(`${wire.url}/v1/universities/own/articles/2`, {
        method: 'PUT',
        headers,
        body: 'x',
      })
      expect(response.status).toBe(415)
    })

    it('of DELETE names withdraw, and of other wrong methods the right ones', async () => {
      const removed = await own.call('DELETE', '/articles/1')
      expect(removed.status).toBe(405)
      expect(removed.headers.get('Allow')).toBe('GET, HEAD, PUT')
      expect(((await removed.json()) as ProblemAnswer).detail).toContain('withdraw')
      expect((await fetch(`${wire.url}/v1/search`, { method: 'PUT' })).status).toBe(405)
      expect((await fetch(`${wire.url}/v1/nothing`)).status).toBe(404)
    })

    it.each([
      ['kk', 'kk'],
      ['ru-RU,ru;q=0.9', 'ru'],
      ['en', 'en'],
    ])('speaks the language of Accept-Language %s', async (accepted, language) => {
      const response = await own.put('2', { title: '' }, { 'Accept-Language': accepted })
      expect(response.headers.get('Content-Language')).toBe(language)
      const body = (await response.json()) as ProblemAnswer
      expect(body.title).toMatch(language === 'en' ? /[a-z]/ : /[а-я]/)
    })

    it('meets preconditions and reused keys with their own statuses', async () => {
      const known = (await (await own.put('cond', GOOD)).json()) as Written
      const changed = { ...GOOD, title: 'B' }
      expect((await own.put('cond', changed, { 'If-None-Match': '*' })).status).toBe(412)
      expect((await own.put('cond', changed, { 'If-Match': `"${known.sequence - 1}"` })).status).toBe(412)
      expect(
        (await own.put('cond', changed, { 'If-Match': `"${known.sequence}"`, 'Idempotency-Key': 'k' }))
          .status,
      ).toBe(200)
      expect(
        (await own.put('cond', changed, { 'If-Match': `"${known.sequence}"`, 'Idempotency-Key': 'k' }))
          .status,
      ).toBe(200)
      expect((await own.put('cond', { ...GOOD, title: 'C' }, { 'Idempotency-Key': 'k' })).status).toBe(422)
      const nameless = await own.call('POST', '/articles', GOOD)
      expect(await readProblem(nameless)).toMatchObject({
        status: 422,
        errors: ['/sourceId source-id-missing'],
      })
      expect((await own.call('POST', '/articles', GOOD, { 'Idempotency-Key': 'made' })).status).toBe(201)
      expect((await own.call('POST', '/articles', GOOD, { 'Idempotency-Key': 'made' })).status).toBe(201)
    })
  })
}
