import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { articleId, parseArticleId } from './article-id.ts'
import { parseSlug } from './slug.ts'
import { parseSourceId, sourceIdFromKey } from './source-id.ts'

const id = (slugText: string, sourceIdText: string) => {
  const slug = parseSlug(slugText)
  const sourceId = parseSourceId(sourceIdText)
  return slug.ok && sourceId.ok ? articleId(slug.slug, sourceId.sourceId) : undefined
}

describe('an article id', () => {
  // Computed with Python's uuid.uuid5.
  it('is frozen: anyone can compute it, and these never change', () => {
    expect(id('nura', 'news/1')).toBe('bfebf5bb-2007-599e-8fc0-4a4de9b08b02')
    expect(id('altyn-dala', 'жаңалық-7')).toBe('fee5d677-28e1-525c-a09d-2c0d532a1fde')
  })

  it('is read in any case, and nothing else is read as one', () => {
    const known = id('nura', 'news/1') ?? ''
    expect(parseArticleId(known.toUpperCase())).toBe(known)
    expect(['', 'nura', known.slice(1), `${known}0`, known.replace(/-5/, '-4')].map(parseArticleId)).toEqual(
      Array.from({ length: 5 }, () => undefined),
    )
  })
})

describe('a slug', () => {
  it.each(['nura', 'k1', 'a-b', 'x'.repeat(63)])('may be %j', (text) => expect(parseSlug(text).ok).toBe(true))
  it.each(['n', 'Nura', 'nura_1', 'нура', 'x'.repeat(64), '', 'a b', 'a.b'])('may not be %j', (text) =>
    expect(parseSlug(text)).toEqual({ ok: false, reason: 'shape' }),
  )
  it.each(['all', 'search', 'category', 'archive', 'kk', 'ru', 'en'])('may not be the path word %j', (text) =>
    expect(parseSlug(text)).toEqual({ ok: false, reason: 'reserved' }),
  )
})

describe('a sourceId', () => {
  it.each(['1', 'news/2019/04', 'a b', 'жаңалық', '*.>', '…', 'x'.repeat(200), '😀'.repeat(200)])(
    'may be %j',
    (text) => expect(parseSourceId(text).ok).toBe(true),
  )
  it.each([
    ['', 'empty'],
    ['x'.repeat(201), 'too-long'],
    ['e\u0301', 'not-nfc'],
    ['a\u0000b', 'control-character'],
    ['a\nb', 'control-character'],
    ['\uD800', 'control-character'],
    ['~x', 'tilde'],
    ['.', 'dots'],
    ['..', 'dots'],
  ])('may not be %j: %s', (text, reason) => expect(parseSourceId(text)).toEqual({ ok: false, reason }))

  it('made from a key can never be one that a site chose', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (hash) => {
        const made = sourceIdFromKey(hash)
        expect(made).toMatch(/^~[a-z2-7]{52}$/)
        expect(parseSourceId(made).ok).toBe(false)
      }),
    )
  })
})
