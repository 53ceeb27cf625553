import { describe, expect, it } from 'vitest'
import type { AsyncApi, OpenApi } from './document-changes.ts'
import { asyncApiBreaks, openApiBreaks } from './document-changes.ts'
import { DOCUMENTS } from './documents.ts'

const textOf = (name: string) => DOCUMENTS.find((each) => each.name === name)?.now ?? ''
const ARTICLE = '/paths/~1v1~1universities~1{slug}~1articles~1{sourceId}'
const INPUT = '/components/schemas/ArticleInput'
const HIT = '/components/schemas/Hit'

/** The document with the value at a JSON pointer set, added, or, without a value, removed. */
function changed(text: string, pointer: string, value?: unknown): unknown {
  const names = pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/'))
  const document: unknown = JSON.parse(text)
  const last = names.pop() ?? ''
  const place = names.reduce<unknown>((at, name) => Reflect.get(objectAt(at, pointer), name), document)
  if (value === undefined) Reflect.deleteProperty(objectAt(place, pointer), last)
  else Reflect.set(objectAt(place, pointer), last, value)
  return document
}

// Still what it was, but for the change that a test is about.
const openApi = (document: unknown) => document as OpenApi
const asyncApi = (document: unknown) => document as AsyncApi

function objectAt(value: unknown, pointer: string): object {
  if (typeof value === 'object' && value !== null) return value
  throw new Error(`nothing at ${pointer}`)
}

describe('a change of the OpenAPI document', () => {
  const text = textOf('OpenAPI')
  const breaks = (pointer: string, value?: unknown) =>
    openApiBreaks(openApi(JSON.parse(text)), openApi(changed(text, pointer, value)))
  const required = (JSON.parse(text) as { components: { schemas: Record<string, { required: string[] }> } })
    .components.schemas

  it('that changes nothing breaks nothing', () => {
    expect(openApiBreaks(openApi(JSON.parse(text)), openApi(JSON.parse(text)))).toEqual([])
  })

  it.each<[string, string, unknown, RegExp]>([
    ['a path is removed', '/paths/~1v1~1search', undefined, /GET \/v1\/search is gone/],
    ['a method is removed', `${ARTICLE}/put`, undefined, /PUT .* is gone/],
    ['an answer is removed', `${ARTICLE}/put/responses/201`, undefined, /the answer 201 is gone/],
    ['a member of a body is removed', `${INPUT}/properties/byline`, undefined, /byline is gone/],
    ['a member of a body is required', `${INPUT}/required`, ['title', 'byline'], /byline is required now/],
    ['a text may be less long', `${INPUT}/properties/title/maxLength`, 100, /title: maxLength is narrower/],
    ['a list may be less long', `${INPUT}/properties/categories/maxItems`, 3, /categories: maxItems/],
    ['a type is another', `${INPUT}/properties/title/type`, 'integer', /title: type string became integer/],
    ['a text must have a form', `${INPUT}/properties/byline/pattern`, '^[A-Z]', /byline: pattern/],
    ['a value is removed', '/components/schemas/ArticleLanguage/enum', ['kk', 'ru', 'en'], /"kk-Latn" is gone/],
    ['a member of an answer is removed', `${HIT}/properties/snippet`, undefined, /snippet is gone/],
    ['a webhook is removed', '/webhooks/feedChanged', undefined, /feedChanged is gone/],
    ['a webhook sends another type', '/webhooks/feedChanged/post/requestBody/content', {}, /atom\+xml is gone/],
    ['a media type is not taken any more', '/paths/~1v1~1universities~1{slug}~1imports/post/requestBody/content', {}, /x-ndjson is gone/],
    ['a parameter is removed', '/paths/~1v1~1search/get/parameters', [], /query q is gone/],
  ])('where %s is breaking', (_what, pointer, value, sentence) => {
    expect(breaks(pointer, value).join('\n')).toMatch(sentence)
  }) // prettier-ignore

  it('where a member of an answer may be absent, or a parameter must be there, is breaking', () => {
    const without = required['Hit']?.required.filter((name) => name !== 'title')
    expect(breaks(`${HIT}/required`, without).join('\n')).toMatch(/title may be absent now/)
    const parameters = [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }]
    expect(breaks('/paths/~1v1~1search/get/parameters', parameters).join('\n')).toMatch(
      /query q is required now/,
    )
  })

  it.each<[string, string, unknown]>([
    ['a path is added', '/paths/~1v1~1later', { get: { responses: {} } }],
    ['an optional member of a body is added', `${INPUT}/properties/later`, { type: 'string' }],
    ['a text may be longer', `${INPUT}/properties/title/maxLength`, 5_000],
    ['a member of a body is required no more', `${INPUT}/required`, []],
    ['a member of an answer is added', `${HIT}/properties/later`, { type: 'string' }],
    ['a value is added', '/components/schemas/ArticleLanguage/enum', ['kk', 'kk-Latn', 'ru', 'en', 'tr']],
    ['a text is reworded', '/paths/~1v1~1search/get/summary', 'Find'],
    ['an answer is added', `${ARTICLE}/put/responses/202`, { description: 'Later' }],
  ])('where %s is an addition, and asks only for the committed document to be refreshed', (_what, pointer, value) => {
    expect(breaks(pointer, value)).toEqual([])
    expect(changed(text, pointer, value)).not.toEqual(JSON.parse(text))
  }) // prettier-ignore
})

describe('a change of the AsyncAPI document', () => {
  const text = textOf('AsyncAPI')
  const breaks = (pointer: string, value?: unknown) =>
    asyncApiBreaks(asyncApi(JSON.parse(text)), asyncApi(changed(text, pointer, value)))
  const published = '/components/messages/article.published'
  const article = '/components/schemas/Article/properties'

  it.each<[string, string, unknown, RegExp]>([
    ['a channel is removed', '/channels/article', undefined, /channel article is gone/],
    ['a subject is another', '/channels/article/address', 'a.{article}', /another address/],
    ['an event is removed', published, undefined, /event article.published is gone/],
    ['a schema has the next number', `${published}/x-schema`, 2, /has schema 2 now/],
    ['a member is removed', `${article}/withdrawal`, undefined, /withdrawal is gone/],
    ['a value is removed', `${article}/status/enum`, ['published'], /"embargoed" is gone/],
    ['a type is another', `${article}/version/type`, 'string', /version: type integer became string/],
    ['a member may be absent', '/components/schemas/Article/required', [], /may be absent now/],
    ['a header is removed', '/components/schemas/Envelope/properties/ce-actor', undefined, /ce-actor is gone/],
  ])('where %s is breaking', (_what, pointer, value, sentence) => {
    expect(breaks(pointer, value).join('\n')).toMatch(sentence)
  }) // prettier-ignore

  it.each<[string, string, unknown]>([
    ['an event is added', '/components/messages/article.later', { payload: {}, headers: {}, 'x-schema': 1 }],
    ['a member is added', `${article}/later`, { type: 'string' }],
    ['a channel is added', '/channels/later', { address: 'later', messages: {} }],
  ])('where %s is an addition', (_what, pointer, value) => {
    expect(breaks(pointer, value)).toEqual([])
  })
})
