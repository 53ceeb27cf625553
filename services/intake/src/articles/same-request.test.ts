import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestIntake } from '../intake.fixture.ts'
import { OPERATOR_KEY, PROFILE, startIntake, startNura } from '../intake.fixture.ts'

const ARTICLE = { title: 'Ice', bodyText: 'Forty students measured it.' }
const REUSED = { status: 422, code: 'idempotency-key-reused' }

let intake: TestIntake
let key: string
beforeEach(async () => {
  ;({ intake, key } = await startNura())
})
afterEach(() => intake[Symbol.asyncDispose]())

interface Sent {
  readonly method?: string
  readonly path: string
  readonly by?: string
  readonly body?: unknown
}
const send = async ({ method = 'POST', path, by = key, body }: Sent, retryKey?: string, at = intake) => {
  const headers = retryKey === undefined ? {} : { 'Idempotency-Key': retryKey }
  const response = await at.call(method, `/nura${path}`, by, body, headers)
  // Members differ from route to route; each test names those that it means.
  const answer = (await response.json()) as Record<string, unknown> & { key?: string }
  return { status: response.status, etag: response.headers.get('ETag'), answer }
}
/** Events that were ever written, those that are erased by now included. */
const count = async () => {
  const logs = [await intake.records(), await intake.records('keys')]
  return logs.reduce((sum, records) => sum + (records.at(-1)?.sequence ?? 0), 0)
}

const alias = (sourceId: string): Sent => ({ path: '/articles/1/aliases', body: { sourceId } })
const withdraw = (reason: string): Sent => ({ path: '/articles/1/withdraw', body: { reason } })
const erase = (basis: string): Sent => ({ path: '/articles/1/erase', by: OPERATOR_KEY, body: { basis } })
const register = (homepage: string): Sent => ({
  method: 'PUT', path: '', by: OPERATOR_KEY, body: { ...PROFILE, homepage },
}) // prettier-ignore
const issue = (label: string): Sent => ({ path: '/keys', by: OPERATOR_KEY, body: { label } })

describe('an Idempotency-Key', () => {
  it.each<[string, Sent, Sent]>([
    ['an alias', alias('two'), alias('three')],
    ['a withdrawal', withdraw('Wrong year.'), withdraw('Wrong day.')],
    ['an erasure', erase('Order 7'), erase('Order 8')],
    ['a change of a university', register('https://a.example/'), register('https://b.example/')],
  ])(
    'makes %s once: repeated it is answered alike, with another body it is 422',
    async (_what, sent, other) => {
      await using twin = await startIntake({ beside: intake })
      await send({ method: 'PUT', path: '/articles/1', body: ARTICLE })
      const before = await count()
      const first = await send(sent, 'k')
      const made = await count()
      expect(made).toBeGreaterThan(before)
      expect(first.status).toBeLessThan(300)
      for (const at of [intake, twin, intake]) expect(await send(sent, 'k', at)).toEqual(first)
      const refused = await send(other, 'k', twin)
      expect({ status: refused.status, code: refused.answer['code'] }).toEqual(REUSED)
      expect(await count()).toBe(made)
    },
  )

  it('answers as then, whatever came between', async () => {
    await send({ method: 'PUT', path: '/articles/1', body: ARTICLE })
    const named = await send(alias('two'), 'a')
    const withdrawn = await send(withdraw('Wrong year.'), 'w')
    const restored = await send({ path: '/articles/1/restore' }, 'r')
    await send({ method: 'PUT', path: '/articles/1', body: { ...ARTICLE, title: 'Snow' } })
    const changed = await send(register('https://a.example/'), 'u')
    const changedBack = await send(register('https://b.example/'))
    const made = await count()
    expect(await send(alias('two'), 'a')).toEqual(named)
    expect(await send(withdraw('Wrong year.'), 'w')).toEqual(withdrawn)
    expect(await send({ path: '/articles/1/restore' }, 'r')).toEqual(restored)
    expect(await send(register('https://a.example/'), 'u')).toEqual(changed)
    expect(changedBack.answer['homepage']).toBe('https://b.example/')
    expect(await count()).toBe(made)
  })

  it('belongs to one request of an article, whichever verb it has', async () => {
    const put: Sent = { method: 'PUT', path: '/articles/1', body: ARTICLE }
    await send(put, 'k')
    for (const sent of [
      alias('two'),
      withdraw('Wrong.'),
      { path: '/articles/1/restore' },
      erase('Order 7'),
    ]) {
      const { status, answer } = await send(sent, 'k')
      expect({ status, code: answer['code'] }, sent.path).toEqual(REUSED)
    }
    await send(alias('two'), 'a')
    const { status, answer } = await send({ ...put, body: { ...ARTICLE, title: 'Snow' } }, 'a')
    expect({ status, code: answer['code'] }).toEqual(REUSED)
  })

  it('a hundred times in parallel, through two processes, makes one alias and one key', async () => {
    await using twin = await startIntake({ beside: intake })
    await send({ method: 'PUT', path: '/articles/1', body: ARTICLE })
    const before = await count()
    const all = (sent: Sent) =>
      Promise.all(Array.from({ length: 100 }, (_, n) => send(sent, 'k', n % 2 === 0 ? intake : twin)))
    const named = await all(alias('two'))
    expect(new Set(named.map((each) => JSON.stringify(each))).size).toBe(1)
    const issued = await all(issue('Main site'))
    expect(new Set(issued.map(({ answer }) => answer['id'])).size).toBe(1)
    expect(issued.filter(({ status }) => status === 201)).toHaveLength(1)
    // The alias is two events, of its own subject and of its article's.
    expect(await count()).toBe(before + 3)
  })

  it('of an erasure is kept as a digest, for it may name what was erased', async () => {
    await send({ method: 'PUT', path: '/articles/1', body: ARTICLE })
    await send(erase('Order 7'), 'erase-the-secret-name')
    expect(JSON.stringify(await intake.records())).not.toContain('secret-name')
  })

  it('longer than it may be is refused by every write', async () => {
    await send({ method: 'PUT', path: '/articles/1', body: ARTICLE })
    const remove: Sent = { method: 'DELETE', path: `/keys/${'a'.repeat(12)}`, by: OPERATOR_KEY }
    const before = await count()
    const sent = [alias('two'), withdraw('x'), erase('x'), register('https://a.example/'), issue('x'), remove]
    for (const each of sent) expect((await send(each, 'k'.repeat(256))).status, each.path).toBe(400)
    expect(await count()).toBe(before)
  })
})

describe('a key that is issued again by the same request', () => {
  it('is the one that was issued, without its text, and says what to do', async () => {
    const first = await send(issue('Main site'), 'k')
    const { key: text, ...described } = first.answer
    expect([first.status, typeof text]).toEqual([201, 'string'])
    const again = await send(issue('Main site'), 'k')
    expect(again.status).toBe(200)
    const { warnings, ...known } = again.answer
    expect(known).toEqual(described)
    expect(warnings).toMatchObject([
      { code: 'key-shown-before', detail: expect.stringMatching(/Idempotency-Key/) },
    ])
    const other = await send(issue('Another'), 'k')
    expect({ status: other.status, code: other.answer['code'] }).toEqual(REUSED)
    expect((await send({ method: 'PUT', path: '/articles/1', by: String(text), body: ARTICLE })).status).toBe(
      201,
    )
    const stored = JSON.stringify(await intake.records('keys'))
    expect(stored).not.toContain(String(text).slice(-30))
  })

  it('has an id that its Idempotency-Key gives, and a secret that nothing gives', async () => {
    const text = async (at: TestIntake) => String((await send(issue('x'), 'k', at)).answer.key)
    await using elsewhere = await startIntake()
    await elsewhere.register('nura')
    const [one, two] = [await text(intake), await text(elsewhere)]
    expect(one.split('_')[1]).toBe(two.split('_')[1])
    expect(one.split('_')[2]).not.toBe(two.split('_')[2])
  })

  it('is answered the same after it has expired, and shows that it was revoked', async () => {
    const brief: Sent = { ...issue('x'), body: { expiresAt: '2026-11-22T10:00:05Z' } }
    const { id } = (await send(brief, 'k')).answer
    await intake.clock.advance(10_000)
    expect(await send(brief, 'k')).toMatchObject({ status: 200, answer: { id } })
    const remove: Sent = { method: 'DELETE', path: `/keys/${String(id)}`, by: OPERATOR_KEY }
    expect((await send(remove, 'k')).answer['code']).toBe(REUSED.code)
    const revoked = await send(remove, 'r')
    expect(revoked.answer['revokedAt']).toEqual(expect.any(String))
    expect(await send(remove, 'r')).toEqual(revoked)
    expect((await send(brief, 'k')).answer['revokedAt']).toBe(revoked.answer['revokedAt'])
  })
})

describe('what an operator wrote', () => {
  it('says so in its event, as what a university wrote names the key', async () => {
    await send(register('https://a.example/'))
    const { id } = (await send(issue('x'))).answer
    await send({ method: 'DELETE', path: `/keys/${String(id)}`, by: OPERATOR_KEY })
    const actors = [...(await intake.records()), ...(await intake.records('keys'))].map(
      ({ envelope }) => envelope.actor,
    )
    expect(new Set(actors)).toEqual(new Set(['operator']))
  })
})
