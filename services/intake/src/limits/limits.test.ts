import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestIntake } from '../intake.fixture.ts'
import { startNura } from '../intake.fixture.ts'

let intake: TestIntake
let key: string
beforeEach(async () => {
  ;({ intake, key } = await startNura())
})
afterEach(() => intake[Symbol.asyncDispose]())

const put = async (body: unknown, headers = {}) => {
  const response = await intake.call('PUT', '/nura/articles/1', key, body, headers)
  const answer = (await response.json()) as {
    readonly code?: string
    readonly errors?: readonly { readonly pointer: string; readonly code: string }[]
  }
  const errors = (answer.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`)
  return `${response.status} ${answer.code ?? ''} ${errors.join(', ')}`.trim()
}
const article = (parts: object) => ({ title: 'x', bodyText: 'x', ...parts })

describe('too much', () => {
  it('of what grows when it is made safe is a field that is too long, not a failure', async () => {
    for (const body of ['<', '&', '<a href=x>x']) {
      const bodyHtml = body.repeat(499_000 / body.length)
      expect(await put({ title: 'x', bodyHtml }), body).toBe('422 invalid-fields /bodyHtml too-long')
    }
    expect(await put({ title: 'x', bodyText: '&'.repeat(400_000) })).toBe(
      '422 invalid-fields /bodyText too-long',
    )
  })

  it('of everything at once is 413, though each field is within its limit', async () => {
    const wide = 'қ'
    const images = Array.from({ length: 50 }, () => ({
      url: `https://x.example/${'a'.repeat(1_900)}`,
      alt: wide.repeat(1_000),
    }))
    const answer = await put({ title: 'x', bodyHtml: '<'.repeat(200_000), images })
    expect(answer).toBe('413 body-too-large')
    expect((await intake.records()).filter(({ subject }) => subject.startsWith('article.'))).toEqual([])
  })

  it('of anything never is a failure of ours', async () => {
    const deep = (open: string, close: string) => open.repeat(100_000) + close.repeat(100_000)
    const bodies: readonly [string, unknown, RegExp][] = [
      ['deep JSON', deep('[', ']'), /^422/],
      ['deep JSON in a member', `{"title":"x","bodyText":"x","x":${deep('[', ']')}}`, /^422/],
      ['a prototype', '{"title":"x","bodyText":"x","__proto__":{"a":1}}', /^422 invalid-fields \/__proto__/],
      ['a member twice', '{"title":"x","title":"y","bodyText":"x"}', /^201/],
      ['no object', '"text"', /^422/],
      ['null', 'null', /^422/],
      ['nothing', '', /^4/],
      ['a number beyond numbers', '{"title":"x","bodyText":"x","legacyViews":{"count":1e999}}', /^422/],
      ['lone surrogates', '{"title":"\\ud800","bodyText":"\\udfff x"}', /^20/],
      ['a null byte', '{"title":"a\\u0000b","bodyText":"x"}', /^20/],
      ['only invisible text', article({ bodyText: '\u200e\u0000' }), /^(?:422|20)/],
      ['a far year', article({ publishedAt: '9999-12-31T23:59:60Z' }), /^422/],
      ['a year before all', article({ publishedAt: '0001-01-01' }), /^422/],
      ['a leap day that was not', article({ publishedAt: '2025-02-29' }), /^422/],
      ['offsets beyond offsets', article({ publishedAt: '2025-02-01T10:00:00+99:99' }), /^422/],
      ['a day without an hour for an embargo', article({ embargoedUntil: '2027-01-01' }), /^422/],
      ['21 categories', article({ categories: Array.from({ length: 21 }, (_, place) => `c${place}`) }), /^422/],
      ['51 images', article({ images: Array.from({ length: 51 }, () => ({ url: '/a' })) }), /^422/],
    ] // prettier-ignore
    for (const [what, body, expected] of bodies) expect(await put(body), what).toMatch(expected)
  })

  it('of headers, or nonsense in them, is refused by name', async () => {
    expect(await put(article({}), { 'Idempotency-Key': 'k'.repeat(256) })).toMatch(/^400 bad-parameter/)
    expect(await put(article({}), { 'If-Match': 'nonsense' })).toMatch(/^412/)
    expect(await put(article({}), { traceparent: 'x'.repeat(5_000) })).toBe('201')
  })
})
