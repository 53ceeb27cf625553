import { mintKey } from '@uniwire/newsroom'
import { LogUnavailableError } from '@uniwire/ports'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestIntake } from '../intake.fixture.ts'
import { OPERATOR_KEY, PROFILE, startIntake } from '../intake.fixture.ts'

const ARTICLE = { title: 'Ice', bodyText: 'Text.' }

let intake: TestIntake
let key: string
beforeEach(async () => {
  intake = await startIntake()
  await intake.register('nura')
  await intake.register('altyn')
  key = await intake.issueKey('nura')
})
afterEach(() => intake[Symbol.asyncDispose]())

const statusOf = async (
  method: string,
  path: string,
  shown: string | undefined,
  body?: unknown,
  at = intake,
) => (await at.call(method, path, shown, body)).status
const put = (shown: string | undefined, slug = 'nura', at = intake) =>
  statusOf('PUT', `/${slug}/articles/1`, shown, ARTICLE, at)
const idOf = (text: string) => text.split('_')[1] ?? ''
const revoke = (text: string) => statusOf('DELETE', `/nura/keys/${idOf(text)}`, OPERATOR_KEY)

describe('a key', () => {
  it('opens its own university and nothing else: another one is as if it were not there', async () => {
    expect(await put(key)).toBe(201)
    for (const slug of ['altyn', 'none', 'all', 'No-Slug']) expect(await put(key, slug), slug).toBe(404)
  })

  it('with a typo is refused without asking the log', async () => {
    let asked = 0
    await using strict = await startIntake({
      beside: intake,
      wrap: (log) => ({ ...log, last: (subject) => ((asked += 1), log.last(subject)) }),
    })
    for (let place = 0; place < key.length; place += 7) {
      const other = key[place] === 'x' ? 'y' : 'x'
      expect(await put(key.slice(0, place) + other + key.slice(place + 1), 'nura', strict)).toBe(401)
    }
    expect(asked).toBe(0)
  })

  it('that nobody issued is 401, on every university’s path alike', async () => {
    const { text } = mintKey(new Uint8Array(96).fill(7))
    for (const slug of ['nura', 'none']) expect(await put(text, slug)).toBe(401)
    expect(await put(undefined)).toBe(401)
  })

  it('with a right id and the secret of another is 401', async () => {
    const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
    const id = Array.from(idOf(key), (character) => base62.indexOf(character))
    const { text } = mintKey(Uint8Array.from({ length: 96 }, (_, place) => id[place] ?? 7))
    expect(idOf(text)).toBe(idOf(key))
    expect(await put(text)).toBe(401)
  })

  it('is refused half a second after it was revoked in another process, and at once in the same', async () => {
    await using other = await startIntake({ beside: intake })
    expect([await put(key), await put(key, 'nura', other)]).toEqual([201, 200])
    expect(await revoke(key)).toBe(200)
    expect(await put(key)).toBe(401)
    await intake.clock.advance(500)
    expect(await put(key, 'nura', other)).toBe(401)
    expect(await revoke(key)).toBe(200)
    expect((await intake.records('keys')).map(({ envelope }) => envelope.type)).toEqual([
      'key.issued', 'key.revoked',
    ]) // prettier-ignore
  })

  it('is refused from the second at which it expires', async () => {
    const brief = await intake.issueKey('nura', { expiresAt: '2026-11-22T15:00:10+05:00' })
    expect(await put(brief)).toBe(201)
    await intake.clock.advance(9_999)
    expect(await put(brief)).toBe(200)
    await intake.clock.advance(1)
    expect(await put(brief)).toBe(401)
    expect(await put(key)).toBe(200)
  })

  it('that would have expired already is not issued', async () => {
    for (const expiresAt of ['2026-11-22T10:00:00Z', '2026-11-22T14:59:59+05:00', '2019-01-01T00:00:00Z']) {
      const response = await intake.call('POST', '/nura/keys', OPERATOR_KEY, { expiresAt })
      expect(response.status, expiresAt).toBe(422)
      expect(await response.json()).toMatchObject({
        errors: [{ pointer: '/expiresAt', code: 'in-the-past' }],
      })
    }
    expect(await intake.records('keys')).toHaveLength(1)
    expect(await put(await intake.issueKey('nura', { expiresAt: '2026-11-22T10:00:01Z' }))).toBe(201)
  })

  it('is one of as many as its university likes, and goes without the others', async () => {
    const [second, third] = [await intake.issueKey('nura'), await intake.issueKey('nura')]
    expect([await put(key), await put(second), await put(third)]).toEqual([201, 200, 200])
    await revoke(second)
    expect([await put(key), await put(second), await put(third)]).toEqual([200, 401, 200])
  })

  it('does what its scopes name, and no more', async () => {
    const reader = await intake.issueKey('nura', { scopes: ['read'] })
    const writer = await intake.issueKey('nura', { scopes: ['publish'] })
    expect([await put(reader), await put(writer)]).toEqual([403, 201])
    expect(await statusOf('GET', '/nura/articles/1', reader)).toBe(200)
    expect(await statusOf('GET', '/nura/articles/1', writer)).toBe(403)
    expect(await statusOf('POST', '/nura/articles/1/withdraw', writer, { reason: 'x' })).toBe(403)
    expect(await statusOf('POST', '/nura/articles/1/restore', writer)).toBe(403)
  })

  it('is never “still valid” when the log does not answer', async () => {
    let failing = false
    await using shaky = await startIntake({
      beside: intake,
      wrap: (log) => ({
        ...log,
        last: async (subject) => {
          if (failing) throw new LogUnavailableError('away')
          return log.last(subject)
        },
      }),
    })
    expect(await put(key, 'nura', shaky)).toBe(201)
    failing = true
    await intake.clock.advance(500)
    expect(await put(key, 'nura', shaky)).toBe(503)
  })

  it('with a body that nobody would read gets no rights that were not asked for', async () => {
    const body = JSON.stringify({ scopes: ['read'] })
    for (const type of [
      'application/x-www-form-urlencoded',
      'text/plain',
      'multipart/form-data; boundary=x',
    ]) {
      const response = await intake.call('POST', '/nura/keys', OPERATOR_KEY, body, { 'Content-Type': type })
      expect(response.status, type).toBe(415)
    }
    expect(await statusOf('POST', '/nura/keys', OPERATOR_KEY)).toBe(201)
    expect(await statusOf('POST', '/nura/keys', OPERATOR_KEY, { scope: 'read' })).toBe(422)
  })
})

describe('the operator’s paths', () => {
  it('take the operator’s key alone, and the others do not take it', async () => {
    for (const [method, path, body] of [
      ['PUT', '/third', PROFILE],
      ['POST', '/nura/keys', {}],
      ['GET', '/nura/keys', undefined],
      ['DELETE', `/nura/keys/${idOf(key)}`, undefined],
    ] as const) {
      expect(await statusOf(method, path, key, body), `${method} ${path}`).toBe(403)
      expect(await statusOf(method, path, 'operator-key-of-another', body), `${method} ${path}`).toBe(401)
    }
    expect(await put(OPERATOR_KEY)).toBe(403)
  })

  it('list keys without text or hash', async () => {
    const shown = await (await intake.call('GET', '/nura/keys', OPERATOR_KEY)).text()
    expect(JSON.parse(shown)).toMatchObject({ keys: [{ id: idOf(key) }] })
    expect(shown).not.toContain(key)
    expect(shown).not.toMatch(/hash/i)
  })

  it('list every key in its newest state, however short the pages of the log are', async () => {
    const keys = [key, await intake.issueKey('nura'), await intake.issueKey('nura')]
    await intake.issueKey('altyn')
    await revoke(key)
    await using other = await startIntake({
      beside: intake,
      wrap: (log) => ({ ...log, read: (query) => log.read({ ...query, limit: 1 }) }),
    })
    const response = await other.call('GET', '/nura/keys', OPERATOR_KEY)
    const listed = (await response.json()) as { keys: { id: string; revokedAt?: string }[] }
    expect(listed.keys.map(({ id }) => id)).toEqual(keys.map(idOf))
    expect(listed.keys.map(({ revokedAt }) => revokedAt !== undefined)).toEqual([true, false, false])
  })

  it('know no key of another university, and none that could not be one', async () => {
    for (const id of [idOf(await intake.issueKey('altyn')), 'x', '*', '>', 'a.b', '%2E%2E']) {
      expect(await statusOf('DELETE', `/nura/keys/${id}`, OPERATOR_KEY), id).toBe(404)
    }
  })
})

describe('the text of a key', () => {
  it('is in no line of the log, and in no event', async () => {
    await put(key)
    await put(`${key}x`)
    await put(key, 'altyn')
    await intake.call('PUT', '/nura/articles/1', key, '{"title":')
    await intake.call('POST', '/nura/keys', key, {})
    const secret = key.slice(key.lastIndexOf('_') + 1)
    const events = JSON.stringify([await intake.records('keys'), await intake.records()])
    expect(events).toContain(idOf(key))
    expect(events).not.toContain(secret)
    expect(intake.logged()).toContain('"path":"/v1/universities/nura/articles/1"')
    for (const hidden of [secret, OPERATOR_KEY]) expect(intake.logged()).not.toContain(hidden)
  })
})
