import { describe, expect, it } from 'vitest'
import type { ArticleContent, StoredArticle } from './article.ts'
import { digestOf } from './digest.ts'
import { publish } from './publish.ts'
import {
  ADDRESS,
  AT,
  LATER,
  appended,
  command,
  content,
  request,
  settled,
  stored,
} from './decisions.fixture.ts'
import { resolvePublicationTime } from './time.ts'
import { withdraw } from './withdraw.ts'

const first = () => stored(appended(publish(undefined, command(), request('a'))), 7)

describe('publishing', () => {
  it('makes version 1 of an article that was not there', () => {
    const article = appended(publish(undefined, command(), request('a')))
    expect(article).toMatchObject({
      ...ADDRESS,
      version: 1,
      status: 'published',
      firstVisibleAt: AT,
      acceptedAt: AT,
    })
  })

  it('makes nothing new of the same request, whoever repeats it', () => {
    expect(settled(publish(first(), command(), request('a', { at: LATER })))).toEqual({
      version: 1,
      status: 'published',
      sequence: 7,
      created: false,
    })
  })

  it('makes nothing new of another request with equal content', () => {
    expect(publish(first(), command(), request('spelt differently'))).toMatchObject({ kind: 'settled' })
  })

  it('makes the next version of other content, and keeps the first acceptance', () => {
    const article = appended(publish(first(), command({ title: 'B' }), request('b', { at: LATER })))
    expect(article).toMatchObject({ version: 2, acceptedAt: AT, versionAt: LATER, firstVisibleAt: AT })
    expect(article.firstVisibleSequence).toBe(7)
  })

  it('dates an undated article by its first acceptance, for ever', () => {
    const made = appended(publish(undefined, command(), request('a')))
    expect(made.content.publishedAt).toMatchObject({ value: '2026-11-22T10:00:00Z', precision: 'second' })
    const revised = appended(publish(first(), command({ title: 'B' }), request('b', { at: LATER })))
    expect(revised.content.publishedAt.value).toBe('2026-11-22T10:00:00Z')
  })

  it('takes no date more than a day ahead without an embargo', () => {
    const ahead = (days: number) => command({ publishedAt: time(`2026-11-${22 + days}T10:00:01Z`) })
    expect(publish(undefined, ahead(1), request('a'))).toEqual({
      kind: 'refused',
      code: 'published-too-far-ahead',
    })
    expect(publish(undefined, ahead(0), request('a')).kind).toBe('append')
  })

  it('never publishes over a withdrawal: equal content is settled, other content refused', () => {
    const gone = stored(appended(withdraw(first(), 'A mistake.', request('w', { at: LATER }))), 8)
    expect(settled(publish(gone, command(), request('a')))).toMatchObject({
      status: 'withdrawn',
      sequence: 8,
    })
    expect(publish(gone, command({ title: 'B' }), request('b'))).toEqual({
      kind: 'refused',
      code: 'withdrawn',
    })
  })
})

describe('an embargo', () => {
  const until = '2026-11-23T06:00:00Z'
  const embargoed = () =>
    stored(appended(publish(undefined, command({ embargoedUntil: until }), request('a'))), 3)

  it('keeps an article invisible, edits included', () => {
    expect(embargoed().article).toMatchObject({ status: 'embargoed', firstVisibleAt: undefined })
    const edited = appended(
      publish(embargoed(), command({ embargoedUntil: until, title: 'B' }), request('b', { at: LATER })),
    )
    expect(edited).toMatchObject({ version: 2, status: 'embargoed', firstVisibleAt: undefined })
  })

  it('that has passed already hides nothing', () => {
    const past = command({ embargoedUntil: '2026-11-22T09:59:59Z' })
    expect(appended(publish(undefined, past, request('a'))).status).toBe('published')
  })

  it('cannot hide what readers have seen', () => {
    const late = publish(first(), command({ embargoedUntil: until }), request('b'))
    expect(late).toEqual({ kind: 'refused', code: 'embargo-after-visible' })
  })
})

describe('views on the old site', () => {
  const baseline = { count: 488, observedAt: AT }
  const observed = () => appended(publish(first(), { ...command(), baseline }, request('a', { at: LATER })))

  it('are an event of their own and no version', () => {
    const decision = publish(first(), { ...command(), baseline }, request('a', { at: LATER }))
    expect(decision).toMatchObject({ kind: 'append', type: 'baseline.observed' })
    expect(observed()).toMatchObject({ version: 1, versionAt: AT, baseline })
  })

  it('are replaced by a later count and not repeated by an equal one', () => {
    const known = stored(observed(), 8)
    const again = { ...command(), baseline: { count: 488, observedAt: LATER } }
    expect(publish(known, again, request('a')).kind).toBe('settled')
    const corrected = { ...command(), baseline: { count: 500, observedAt: LATER } }
    expect(appended(publish(known, corrected, request('a'))).baseline?.count).toBe(500)
  })

  it('stay when a later request does not mention them', () => {
    const revised = appended(
      publish(stored(observed(), 8), command({ title: 'B' }), request('b', { at: LATER })),
    )
    expect(revised.baseline).toEqual(baseline)
  })
})

describe('an idempotency key', () => {
  const keyed = (key: string, digest: string, at = AT) => request(digest, { idempotencyKey: key, at })

  it('answers a retry what it answered the first time, whatever came between', () => {
    const made = stored(appended(publish(undefined, command(), keyed('k1', 'a'))), 7)
    const revised = stored(appended(publish(made, command({ title: 'B' }), keyed('k2', 'b', LATER))), 9)
    expect(settled(publish(made, command(), keyed('k1', 'a')))).toMatchObject({
      version: 1,
      sequence: 7,
      created: true,
    })
    expect(settled(publish(revised, command(), keyed('k1', 'a')))).toMatchObject({ version: 1, sequence: 7 })
    expect(settled(publish(revised, command({ title: 'B' }), keyed('k2', 'b')))).toMatchObject({
      version: 2,
      sequence: 9,
    })
  })

  it('refuses another body under the same key', () => {
    const made = stored(appended(publish(undefined, command(), keyed('k1', 'a'))), 7)
    const other = publish(made, command({ title: 'B' }), keyed('k1', 'b'))
    expect(other).toEqual({ kind: 'refused', code: 'idempotency-key-reused' })
  })

  it('is kept for the last sixteen writes', () => {
    let now: StoredArticle | undefined
    for (let n = 1; n <= 20; n += 1) {
      const at = new Date(Date.parse(AT) + n).toISOString()
      now = stored(appended(publish(now, command({ title: `T${n}` }), keyed(`k${n}`, `d${n}`, at))), n)
    }
    expect(now?.article.requests.map((each) => each.key)).toEqual(
      Array.from({ length: 16 }, (_, n) => `k${n + 5}`),
    )
  })
})

describe('preconditions', () => {
  it('hold a write back unless the article is as its writer knows it', () => {
    const write = (conditions: object) =>
      publish(first(), command({ title: 'B' }), request('b', { at: LATER, ...conditions }))
    expect(write({ ifMatch: [7] }).kind).toBe('append')
    expect(write({ ifMatch: '*' }).kind).toBe('append')
    expect(write({ ifMatch: [6] })).toEqual({ kind: 'refused', code: 'precondition-failed' })
    expect(write({ ifNoneMatch: '*' })).toEqual({ kind: 'refused', code: 'precondition-failed' })
    expect(publish(undefined, command(), request('a', { ifNoneMatch: '*' })).kind).toBe('append')
    expect(publish(undefined, command(), request('a', { ifMatch: '*' })).kind).toBe('refused')
  })

  it('do not stand in the way of a retry that carries its key', () => {
    const made = stored(
      appended(publish(undefined, command(), request('a', { idempotencyKey: 'k', ifNoneMatch: '*' }))),
      7,
    )
    const retry = publish(made, command(), request('a', { idempotencyKey: 'k', ifNoneMatch: '*' }))
    expect(settled(retry)).toMatchObject({ version: 1, sequence: 7, created: true })
  })
})

function time(text: string): ArticleContent['publishedAt'] {
  const resolved = resolvePublicationTime(text, 'Asia/Almaty')
  if (!resolved.ok) throw new Error(text)
  return resolved.time
}

it('digests the same JSON alike, whatever the order of its members', () => {
  expect(digestOf({ a: 1, b: [content().title] })).toBe(digestOf({ b: [content().title], a: 1 }))
})
