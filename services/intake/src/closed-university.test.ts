import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestIntake } from './intake.fixture.ts'
import { OPERATOR_KEY, PROFILE, startIntake, startNura } from './intake.fixture.ts'

const ARTICLE = { title: 'Ice', bodyText: 'Forty students measured it.' }
const PAGE =
  'Students measured the ice\n\n11 February 2026\n\nForty students of hydrology spent a week on the river.\n'
const CLOSED = { status: 409, code: 'university-closed' }

let intake: TestIntake
let key: string
beforeEach(async () => {
  ;({ intake, key } = await startNura())
  await put('old', ARTICLE)
})
afterEach(() => intake[Symbol.asyncDispose]())

type Headers = Readonly<Record<string, string>>
const call = async (method: string, path: string, body?: unknown, headers: Headers = {}) => {
  const response = await intake.call(method, `/nura${path}`, key, body, headers)
  const text = await response.text()
  // Members differ from route to route; each test names those that it means.
  const answer = JSON.parse(text.split('\n')[0] ?? '') as Record<string, unknown>
  return { status: response.status, code: answer['code'], answer, text }
}
const put = (id: string, body: unknown, headers?: Headers) => call('PUT', `/articles/${id}`, body, headers)
const setClosed = async (closed?: object) => {
  const answered = await intake.call('PUT', '/nura', OPERATOR_KEY, { ...PROFILE, closed })
  expect(answered.status).toBe(200)
}
const ndjson = { 'Content-Type': 'application/x-ndjson' }
const line = (sourceId: string) => `${JSON.stringify({ ...ARTICLE, sourceId, publishedAt: '2026-01-01' })}\n`
const importing = (body: string | ReadableStream<Uint8Array>) => call('POST', '/imports', body, ndjson)
const importPage = () =>
  call('POST', '/pages?sourceId=p&publish=true&publishedAt=2026-02-11', PAGE, {
    'Content-Type': 'text/plain',
  })

describe('a closed university', () => {
  it('takes no new article, no new version and no import, and says so in three languages', async () => {
    await setClosed({})
    const before = (await intake.records()).length
    const refusals = [
      await put('new', ARTICLE),
      await put('old', { ...ARTICLE, title: 'Snow' }),
      await put('old', { ...ARTICLE, legacyViews: { count: 7 } }),
      await put('new?dryRun=true', ARTICLE),
      await call('POST', '/articles', { ...ARTICLE, sourceId: 'new' }),
      await importPage(),
      await importing(line('new')),
    ]
    for (const { status, code } of refusals) expect({ status, code }).toEqual(CLOSED)
    expect(await intake.records()).toHaveLength(before)
    const details = await Promise.all(
      ['kk', 'ru', 'en'].map(async (language) => {
        const { answer } = await put('new', ARTICLE, { 'Accept-Language': language })
        return String(answer['detail'])
      }),
    )
    expect(new Set(details).size).toBe(3)
    expect(details[2]).toMatch(/operator/)
  })

  it('answers what it was sent before as ever, and may take back and restore what it published', async () => {
    const first = await put('keyed', ARTICLE, { 'Idempotency-Key': 'k' })
    await setClosed({})
    expect(await put('keyed', ARTICLE, { 'Idempotency-Key': 'k' })).toEqual(first)
    expect((await put('old', ARTICLE)).status).toBe(200)
    expect((await call('GET', '/articles/old')).status).toBe(200)
    expect((await call('POST', '/articles/old/withdraw', { reason: 'Wrong.' })).status).toBe(200)
    expect((await call('POST', '/articles/old/restore')).status).toBe(200)
  })

  it('takes articles again as soon as it is open, in every process after half a second', async () => {
    await using twin = await startIntake({ beside: intake })
    await setClosed({})
    const puts = async () => (await twin.call('PUT', '/nura/articles/new', key, ARTICLE)).status
    expect(await puts()).toBe(409)
    await setClosed()
    expect((await put('new', ARTICLE)).status).toBe(201)
    await intake.clock.advance(500)
    expect(await puts()).toBe(200)
    expect((await importing(line('imported'))).answer).toMatchObject({ outcome: 'created' })
    expect((await importPage()).status).toBe(201)
  })

  it('that is closed while it imports is stopped, and told in the summary', async () => {
    async function* lines() {
      yield new TextEncoder().encode(Array.from({ length: 300 }, (_, n) => line(`a${n}`)).join(''))
      await setClosed({})
      yield new TextEncoder().encode(Array.from({ length: 300 }, (_, n) => line(`b${n}`)).join(''))
    }
    const { text } = await importing(ReadableStream.from(lines()))
    const summary = JSON.parse(text.trim().split('\n').at(-1) ?? '') as Record<string, unknown>
    expect(summary).toMatchObject({ complete: false, code: 'university-closed' })
    const stored = (await intake.records()).length
    expect(stored).toBeLessThan(600)
    await setClosed()
    const again = await importing(line('a0'))
    expect(again.answer['outcome']).toMatch(/created|unchanged/)
  })
})
