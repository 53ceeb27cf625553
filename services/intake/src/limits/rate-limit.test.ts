import { KEY_ENTROPY_BYTES, mintKey, readKey } from '@uniwire/newsroom'
import { array, assert, constantFrom, integer, nat, property, record } from 'fast-check'
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { testClock } from '../clock.fixture.ts'
import { OPERATOR_KEY, PROFILE, startIntake } from '../intake.fixture.ts'
import { WRITE_RATE, createRateLimit } from './rate-limit.ts'

const ARTICLE = { title: 'Ice', bodyText: 'Forty students measured it.' }
/** Three at once, one more every two seconds. */
const SMALL = { perSecond: 0.5, burst: 3 }

async function startSmall() {
  const clock = testClock()
  const intake = await startIntake({ clock, writeRate: SMALL })
  for (const slug of ['nura', 'altyn']) await intake.register(slug)
  const [nura, altyn] = [await intake.issueKey('nura'), await intake.issueKey('altyn')]
  const put = async (n: number, slug = 'nura', key = slug === 'nura' ? nura : altyn) => {
    const { status, headers } = await intake.call('PUT', `/${slug}/articles/${n}`, key, ARTICLE)
    return [status, headers.get('RateLimit'), headers.get('Retry-After')]
  }
  return { intake, clock, nura, put, [Symbol.asyncDispose]: () => intake[Symbol.asyncDispose]() }
}

describe('the writes of a key', () => {
  it('are counted on every answer, refused when there are too many, and taken again after the time named', async () => {
    await using small = await startSmall()
    const { put, clock, intake, nura } = small
    expect(await put(1)).toEqual([201, '"key";r=2;t=2', null])
    expect(await put(1)).toEqual([200, '"key";r=1;t=4', null])
    const wrong = await intake.call('POST', '/nura/articles/1/withdraw', nura, {})
    expect([wrong.status, wrong.headers.get('RateLimit')]).toEqual([422, '"key";r=0;t=6'])
    expect(wrong.headers.get('RateLimit-Policy')).toBe('"key";q=3;w=6')
    expect(await put(2)).toEqual([429, '"key";r=0;t=6', '2'])
    expect(await put(2, 'altyn')).toEqual([201, '"key";r=2;t=2', null])
    await clock.advance(1_999)
    expect(await put(2)).toEqual([429, '"key";r=0;t=5', '1'])
    await clock.advance(1)
    expect(await put(2)).toEqual([201, '"key";r=0;t=6', null])
    expect((await intake.call('GET', '/nura/articles/2', nura)).status).toBe(200)
  })

  it('are its own: wrong keys use up nothing of it, and nobody counts what the operator does', async () => {
    await using small = await startSmall()
    const { put, intake, nura } = small
    const other = await intake.issueKey('nura')
    const guess = mintKey(randomBytes(KEY_ENTROPY_BYTES), readKey(nura)?.id).text
    for (let n = 0; n < 5; n += 1) expect(await put(n, 'nura', guess)).toEqual([401, null, null])
    for (let n = 0; n < 5; n += 1) {
      const named = await intake.call('PUT', '/altyn', OPERATOR_KEY, { ...PROFILE, homepage: `https://${n}.example/` })
      expect([named.status, named.headers.get('RateLimit')]).toEqual([200, null])
    }
    for (const n of [1, 2, 3]) expect((await put(n))[0]).toBe(201)
    expect((await put(4))[0]).toBe(429)
    expect((await put(4, 'nura', other))[0]).toBe(201)
  }) // prettier-ignore

  it('are not counted line by line in an import', async () => {
    await using small = await startSmall()
    const { put, intake, nura } = small
    const line = (n: number) =>
      `${JSON.stringify({ ...ARTICLE, sourceId: `old-${n}`, publishedAt: '2020-01-01' })}\n`
    const document = Array.from({ length: 20 }, (_, n) => line(n)).join('')
    const type = { 'Content-Type': 'application/x-ndjson' }
    const report = await (await intake.call('POST', '/nura/imports', nura, document, type)).text()
    expect(report).toContain('"created":20')
    expect((await put(1))[1]).toBe('"key";r=2;t=2')
  })
})

describe('a rate', () => {
  it('is a minute of a thousand writes a second, however fast they come', () => {
    const limit = createRateLimit(() => 0)
    for (let n = 1; n <= WRITE_RATE.burst; n += 1) expect(limit.take('a').ok).toBe(true)
    expect(limit.take('a')).toEqual({ ok: false, remaining: 0, fullInSeconds: 60, retryAfterSeconds: 1 })
  })

  it('is never more than what was saved up and what came meanwhile, and whoever waits as told is served', () => {
    const waits = array(nat(3_000), { minLength: 1, maxLength: 200 })
    const rates = record({ burst: integer({ min: 1, max: 20 }), perSecond: constantFrom(1, 2, 4, 5, 8) })
    assert(
      property(waits, rates, (steps, rate) => {
        let nowMs = 0
        let served = 0
        const limit = createRateLimit(() => nowMs, rate)
        const take = () => {
          const taken = limit.take('a')
          served += Number(taken.ok)
          expect(served).toBeLessThanOrEqual(rate.burst + (nowMs * rate.perSecond) / 1_000)
          expect(taken.remaining).toBeLessThan(taken.ok ? rate.burst : 1)
          return taken
        }
        for (const ms of steps) {
          nowMs += ms
          const { ok, retryAfterSeconds } = take()
          nowMs += ok ? 0 : retryAfterSeconds * 1_000
          expect(ok || take().ok).toBe(true)
        }
      }),
    )
  })

  it('is remembered of so many keys and no more: first of all, whoever has rested gives a place', () => {
    let nowMs = 0
    const { take } = createRateLimit(() => nowMs, { perSecond: 1, burst: 2 }, 3)
    for (const key of ['b', 'rested', 'c']) take(key)
    nowMs = 1_000
    for (const key of ['b', 'c']) take(key)
    for (const key of ['b', 'c']) expect(take(key).remaining).toBe(0)
    expect(take('d').remaining).toBe(1)
    for (const key of ['b', 'c']) expect(take(key).ok).toBe(false)
    expect(take('e').remaining).toBe(1)
    // Nobody had rested: the first gave its place.
    expect(take('c').ok).toBe(false)
    expect(take('b').ok).toBe(true)
  })
})
