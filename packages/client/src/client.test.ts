import { describe, expect, it } from 'vitest'
import type { UniwireClient } from './client.ts'
import { createClient } from './client.ts'
import { RefusedError, UnreachableError } from './problem.ts'

interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: string
}
type Answer = Response | Error

const ok = () => Response.json({ version: 1 })
const refusal = (status: number, headers: Record<string, string> = {}, members: object = {}) =>
  new Response(JSON.stringify({ code: 'x', title: 'No', detail: 'Not so.', status, ...members }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  })

/** A client of a server that gives these answers, one after the other, and remembers what was sent. */
function client(...answers: readonly Answer[]) {
  const left = [...answers]
  const sent: Sent[] = []
  const waited: number[] = []
  let ids = 0
  const made = createClient({
    baseUrl: 'http://wire.example',
    key: 'uw_secret',
    newId: () => `id-${(ids += 1)}`,
    wait: (ms) => Promise.resolve(waited.push(ms)),
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const { method, url, headers } = request
      sent.push({ method, url, headers, body: await request.text() })
      const answer = left.shift()
      if (answer === undefined) throw new Error('nothing more was expected')
      if (answer instanceof Error) throw answer
      return answer
    },
  })
  return { ...made, sent, waited }
}
const article = { title: 'Ice', bodyText: 'Thick.' }
const network = () =>
  new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:4000') })

describe('a call', () => {
  it('goes to its own address, with the method and the body that the server expects', async () => {
    const at = 'http://wire.example/v1/universities/nura'
    const one = `${at}/articles/a%2F1`
    const cases = [
      [(wire) => wire.alias('nura', 'a/1', 'b'), 'POST', `${one}/aliases`, '{"sourceId":"b"}'],
      [(wire) => wire.erase('nura', 'a/1', 'Order 7'), 'POST', `${one}/erase`, '{"basis":"Order 7"}'],
      [(wire) => wire.history('nura', 'a/1'), 'GET', `${one}/history`, ''],
      [(wire) => wire.status('nura', 'a/1'), 'GET', `${one}/status`, ''],
      [(wire) => wire.revokeKey('nura', 'k/1'), 'DELETE', `${at}/keys/k%2F1`, ''],
      [(wire) => wire.publish('nura', 'a/1', article, { dryRun: true }), 'PUT', `${one}?dryRun=true`,
        JSON.stringify(article)],
    ] as const satisfies readonly (readonly [(wire: UniwireClient) => Promise<unknown>, ...string[]])[] // prettier-ignore
    for (const [ask, method, url, body] of cases) {
      const wire = client(ok())
      await ask(wire)
      expect(wire.sent.map((sent) => [sent.method, sent.url, sent.body])).toEqual([[method, url, body]])
    }
    const wire = client(Response.json({ keys: [{ id: 'k' }] }))
    expect(await wire.keys('nura')).toEqual([{ id: 'k' }])
  })

  it('carries the conditions of a careful client, and its own identity when it has one', async () => {
    const wire = client(ok(), ok(), ok())
    await wire.publish('nura', '1', article, { ifMatch: '"7"', idempotencyKey: 'mine' })
    await wire.publish('nura', '1', article, { onlyNew: true })
    await wire.publish('nura', '1', article)
    expect(
      wire.sent.map(({ headers }) =>
        ['If-Match', 'If-None-Match', 'Idempotency-Key'].map((name) => headers.get(name)),
      ),
    ).toEqual([
      ['"7"', null, 'mine'],
      [null, '*', 'id-2'],
      [null, null, 'id-3'],
    ])
  })

  it('issues another key where the first one’s text was lost on its way, which is revoked', async () => {
    const known = Response.json({ id: 'lost', issuedAt: 'x', warnings: [] })
    const wire = client(network(), known, ok(), Response.json({ id: 'new', key: 'uw_text' }, { status: 201 }))
    expect(await wire.issueKey('nura', { label: 'x' })).toEqual({ id: 'new', key: 'uw_text' })
    const at = '/v1/universities/nura/keys'
    expect(
      wire.sent.map(({ method, url, headers }) => [method, new URL(url).pathname, headers.get('Idempotency-Key')]),
    ).toEqual([
      ['POST', at, 'id-1'], ['POST', at, 'id-1'], ['DELETE', `${at}/lost`, 'id-2'], ['POST', at, 'id-3'],
    ]) // prettier-ignore
  })

  it('is sent with its key, its type and its body, to a path that is encoded', async () => {
    const wire = client(ok())
    expect(await wire.publish('nura', 'news/2026?1', article)).toEqual({ version: 1 })
    const [call] = wire.sent
    expect([call?.method, call?.url]).toEqual([
      'PUT',
      'http://wire.example/v1/universities/nura/articles/news%2F2026%3F1',
    ])
    expect(call?.headers.get('Authorization')).toBe('Bearer uw_secret')
    expect(call?.headers.get('Content-Type')).toBe('application/json')
    expect(JSON.parse(call?.body ?? '')).toEqual(article)
  })

  it('says what overrules a printed page, and nothing that was not said', async () => {
    const wire = client(ok())
    const page = { bytes: new TextEncoder().encode('a page'), contentType: 'text/plain; charset=utf-8' }
    await wire.importPage('nura', page, { sourceId: 'a b', publish: true })
    expect(wire.sent[0]?.url).toBe('http://wire.example/v1/universities/nura/pages?sourceId=a+b&publish=true')
    expect(wire.sent[0]?.body).toBe('a page')
  })

  it('carries one Idempotency-Key at every attempt of a write, another at the next write, none to read', async () => {
    const wire = client(network(), refusal(503), ok(), ok(), ok())
    await wire.publish('nura', '1', article)
    await wire.withdraw('nura', '1', 'Wrong')
    await wire.article('nura', '1')
    expect(wire.sent.map(({ headers }) => headers.get('Idempotency-Key'))).toEqual([
      'id-1', 'id-1', 'id-1', 'id-2', null,
    ]) // prettier-ignore
    expect(new Set(wire.sent.slice(0, 3).map(({ body }) => body)).size).toBe(1)
  })
})

describe('a failure that may pass', () => {
  it.each([429, 502, 503, 504])('is waited for with growing pauses at %i', async (status) => {
    const wire = client(refusal(status), refusal(status), refusal(status), refusal(status), ok())
    await wire.publish('nura', '1', article)
    expect(wire.waited).toEqual([200, 400, 800, 1_600])
  })

  it('is waited for as long as the server asks, in seconds or until a date', async () => {
    const date = new Date(Date.now() + 30_000).toUTCString()
    const wire = client(
      refusal(429, { 'Retry-After': '3' }),
      refusal(503, { 'Retry-After': date }),
      refusal(503, { 'Retry-After': 'soon' }),
      ok(),
    )
    await wire.publish('nura', '1', article)
    const [seconds, untilDate = 0, otherwise] = wire.waited
    expect([seconds, otherwise]).toEqual([3_000, 800])
    expect(untilDate).toBeGreaterThan(10_000)
    expect(untilDate).toBeLessThanOrEqual(30_000)
  })

  it('is given up when the server asks for more than a minute', async () => {
    const wire = client(refusal(503, { 'Retry-After': '3600' }))
    await expect(wire.publish('nura', '1', article)).rejects.toThrow(RefusedError)
    expect(wire.waited).toEqual([])
  })

  it('is given up after five attempts, with what the server said last', async () => {
    const wire = client(refusal(503), refusal(503), refusal(503), refusal(503), refusal(503))
    await expect(wire.publish('nura', '1', article)).rejects.toThrow('No: Not so.')
    expect(wire.sent).toHaveLength(5)
  })

  it('names the address and the cause when nobody answered, and not the key', async () => {
    const wire = client(network(), network(), network(), network(), network())
    const error: unknown = await wire.search('ice').catch((each: unknown) => each)
    expect(error).toBeInstanceOf(UnreachableError)
    expect(String(error)).toContain('No answer from http://wire.example: connect ECONNREFUSED 127.0.0.1:4000')
    expect(String(error)).not.toContain('uw_secret')
  })
})

describe('a refusal', () => {
  it.each([400, 401, 403, 404, 409, 410, 412, 413, 422, 500])('is final at %i', async (status) => {
    const wire = client(refusal(status))
    await expect(wire.publish('nura', '1', article)).rejects.toThrow(RefusedError)
    expect(wire.sent).toHaveLength(1)
  })

  it('names each wrong field in its message', async () => {
    const errors = [
      { pointer: '/title', code: 'required', detail: 'It is missing.' },
      { pointer: '/url', code: 'not-a-url', detail: 'Not an address.' },
      { pointer: '', code: 'body-missing', detail: 'No text.' },
    ]
    const error: unknown = await client(refusal(422, {}, { code: 'invalid-fields', errors }))
      .publish('nura', '1', article)
      .catch((each: unknown) => each)
    expect(error).toMatchObject({ code: 'invalid-fields', problem: { errors } })
    expect(String(error)).toBe(
      'RefusedError: No: Not so.\n  /title: It is missing.\n  /url: Not an address.\n  No text.',
    )
  })

  it('is told also when it does not come from a Uniwire', async () => {
    const other = new Response('<h1>Bad gateway</h1>', { status: 404, statusText: 'Not Found' })
    await expect(client(other).search('x')).rejects.toThrow('404 Not Found: <h1>Bad gateway</h1>')
    const half = new Response('{', { status: 400, headers: { 'Content-Type': 'application/problem+json' } })
    await expect(client(half).search('x')).rejects.toMatchObject({ code: 'not-uniwire' })
  })
})

describe('a call that cannot be sent', () => {
  it('fails at once', async () => {
    const asked: unknown[] = []
    const connection = {
      fetch: () => Promise.reject(new Error('asked')),
      wait: async (ms: number) => asked.push(ms),
    }
    const nowhere = createClient({ ...connection, baseUrl: 'wire.example' })
    await expect(nowhere.search('x')).rejects.toThrow(TypeError)
    const unsayable = createClient({ ...connection, baseUrl: 'http://wire.example', key: 'ключ' })
    await expect(unsayable.search('x')).rejects.toThrow(/^This cannot be a key\.$/)
    expect(asked).toEqual([])
  })
})
