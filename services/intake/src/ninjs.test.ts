import type { OwnArticle } from '@uniwire/http-api'
import { toNinjs } from '@uniwire/ninjs'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestIntake } from './intake.fixture.ts'
import { PROFILE, startNura } from './intake.fixture.ts'

const NINJS = 'application/vnd.iptc.ninjs+json'
const ITEM = {
  uri: 'https://test.example/news/41',
  headlines: [{ role: 'main', value: 'Ice on the Nura' }],
  bodies: [{ contentType: 'text/html', value: '<p>Forty students of hydrology spent a week there.</p>' }],
  contentCreated: '2026-02-11T04:30:00Z',
}

let intake: TestIntake
let key: string
beforeAll(async () => {
  const started = await startNura()
  intake = started.intake
  key = started.key
})
afterAll(() => intake[Symbol.asyncDispose]())

async function send(method: string, path: string, body: unknown, headers: Record<string, string> = {}) {
  const type = { 'Content-Type': NINJS, ...headers }
  const answer = await intake.call(method, `/nura/articles${path}`, key, body, type)
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const own = async (sourceId: string) => {
  const answer = await intake.call('GET', `/nura/articles/${encodeURIComponent(sourceId)}`, key)
  return (await answer.json()) as OwnArticle
}
/** Pointers and codes of what was refused. */
const errorsOf = ({ body }: { readonly body: Record<string, unknown> }) =>
  (body['errors'] as readonly { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code])

describe('a ninjs document', () => {
  it('is published under the path’s id, and is the same article as JSON', async () => {
    expect(await send('PUT', '/a', ITEM)).toMatchObject({ status: 201, body: { version: 1, warnings: [] } })
    expect(await own('a')).toMatchObject({ title: 'Ice on the Nura', url: ITEM.uri })
    const json = {
      title: 'Ice on the Nura',
      bodyHtml: ITEM.bodies[0]?.value,
      publishedAt: ITEM.contentCreated,
      url: ITEM.uri,
    }
    const again = await send('PUT', '/a', json, { 'Content-Type': 'application/json' })
    expect(again).toMatchObject({ status: 200, body: { version: 1 } })
  })

  it('is published under its own id when posted', async () => {
    const altIds = [{ role: 'sourceId', value: 'news/42' }]
    const typed = { 'Content-Type': `${NINJS};version=3.1` }
    expect(await send('POST', '', { ...ITEM, altIds }, typed)).toMatchObject({
      status: 201,
      body: { sourceId: 'news/42' },
    })
    expect(await send('POST', '', ITEM)).toMatchObject({ status: 201, body: { sourceId: ITEM.uri } })
  })

  it('is told what of it nothing here keeps', async () => {
    const { body } = await send('PUT', '/b', { ...ITEM, edNote: 'internal', urgency: 3 })
    expect(body['warnings']).toEqual([
      { code: 'members-ignored', detail: expect.stringContaining('edNote, urgency') as string },
    ])
  })

  it('is refused with pointers into itself, all at once', async () => {
    const wrong = {
      ...ITEM,
      headlines: [{ value: '' }],
      contentCreated: 'yesterday',
      subjects: [{ name: '' }],
    }
    const refused = await send('PUT', '/c', { ...wrong, pubStatus: 'canceled' })
    expect(refused.status).toBe(422)
    expect(errorsOf(refused)).toEqual([
      ['/pubStatus', 'withdraw-instead'],
      ['/headlines/0/value', 'empty'],
      ['/contentCreated', 'bad-date'],
      ['/subjects/0/name', 'empty'],
    ])
    expect(JSON.stringify(refused.body)).toContain('withdraw')
  })

  it.each([
    [{ ...ITEM, uri: undefined }, '/uri', 'required'],
    [{ ...ITEM, headlines: 'Ice' }, '/headlines', 'wrong-type'],
    [{ ...ITEM, headlines: [{ value: 1 }] }, '/headlines/0/value', 'wrong-type'],
    [{ ...ITEM, headlines: [] }, '/headlines', 'required'],
    [{ ...ITEM, by: {} }, '/by', 'wrong-type'],
    [{ ...ITEM, pubStatus: 'gone' }, '/pubStatus', 'not-one-of'],
    [{ ...ITEM, language: 'de' }, '/language', 'not-one-of'],
    [{ ...ITEM, bodies: undefined }, '/bodies', 'required'],
    [{ ...ITEM, bodies: [{ value: '<script>1</script>' }] }, '/bodies/0/value', 'empty-after-sanitising'],
    [{ ...ITEM, contentCreated: '2090-01-01T00:00:00Z' }, '/contentCreated', 'published-in-future'],
    [
      { ...ITEM, pubStatus: 'withheld', embargoedUntil: '2090-01-01' },
      '/embargoedUntil',
      'embargo-without-hour',
    ],
  ])('is refused for %j at %s: %s', async (item, pointer, code) => {
    const refused = await send('PUT', '/d', item)
    expect(refused.status).toBe(422)
    expect(errorsOf(refused)).toEqual([[pointer, code]])
  })

  it('is refused under an id that no article can have, where that stands', async () => {
    const refused = await send('POST', '', { ...ITEM, uri: `urn:x:${'a'.repeat(300)}` })
    expect(errorsOf(refused)).toEqual([['/uri', 'bad-source-id']])
  })

  it('is 415 in another version; JSON by another name is read as before', async () => {
    const old = await send('PUT', '/e', ITEM, { 'Content-Type': `${NINJS};version=1.4` })
    expect(old).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } })
    expect(await send('PUT', '/e', '<p>', { 'Content-Type': 'text/html' })).toMatchObject({ status: 415 })
    expect(await send('PUT', '/e', ITEM, { 'Content-Type': 'application/json' })).toMatchObject({
      status: 422,
    })
  })
})

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((each) => `A${each}z`)
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
const article = fc.record({
  title: text,
  bodyHtml: text.map((words) => `<p>${words.replaceAll(/[<>&]/g, '')} <a href="/x">link</a></p>`),
  summary: optional(text),
  language: fc.constantFrom('kk', 'kk-Latn', 'ru', 'en'),
  publishedAt: fc.constantFrom(
    '2019-04-24T14:42:56',
    '2023-10-12',
    '2024-02-01T10:00',
    '2020-01-01T00:00:00.5Z',
  ),
  url: optional(fc.webUrl()),
  byline: optional(text),
  categories: fc.array(text, { maxLength: 4 }),
  images: fc.array(
    fc.record({
      url: fc.webPath().map((path) => `https://test.example${path}`),
      alt: optional(text),
      width: optional(fc.nat(5_000)),
      type: optional(fc.constantFrom('image/jpeg', 'image/png')),
      length: optional(fc.nat(1_000_000)),
    }),
    { maxLength: 3 },
  ),
  translationGroup: optional(text),
})

const MEMBERS = [
  ...Object.keys(ITEM),
  'title',
  'descriptions',
  'by',
  'subjects',
  'renditions',
  'associations',
  'altIds',
]
const listed = fc.array(
  fc.dictionary(fc.constantFrom('role', 'value', 'name', 'href', 'width'), fc.jsonValue()),
)
const hostile = fc.dictionary(fc.constantFrom(...MEMBERS), fc.oneof(fc.jsonValue(), listed, text))

describe('what looks like ninjs', () => {
  it('is refused or taken, and never breaks anything', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (members) => {
        const { status } = await send('PUT', '/hostile', { ...ITEM, ...members })
        expect([200, 201, 422]).toContain(status)
      }),
      { numRuns: 200 },
    )
  })
})

describe('what we write as ninjs', () => {
  it('is, posted back, the content that is there', async () => {
    const json = { 'Content-Type': 'application/json' }
    await fc.assert(
      fc.asyncProperty(article, fc.uuid(), async (posted, sourceId) => {
        expect((await send('PUT', `/${sourceId}`, posted, json)).status).toBe(201)
        const stored = await own(sourceId)
        const item = toNinjs(
          { ...stored, firstVisibleAt: stored.acceptedAt },
          { ...PROFILE, rights: 'CC BY' },
        )
        expect(await send('PUT', `/${sourceId}`, item)).toMatchObject({ status: 200, body: { version: 1 } })
        expect(await send('POST', '', item)).toMatchObject({ status: 200, body: { version: 1, sourceId } })
      }),
      { numRuns: 60 },
    )
  })
})
