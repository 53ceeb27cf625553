import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexedBeginning, indexedStream, indexedToken } from './tokens.ts'

/** More than Java's white space, at which the analyzer splits; and the most UTF-16 units of one token. */
const SPLITS = /[\s\p{Cc}]/u
const MAX_LENGTH = 255

const tokens = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 400 }),
    fc.string({
      unit: fc.constantFrom('a', '\u2003', '\u{1F393}', '\uE000', '\u0000', '\uD800'),
      minLength: 1,
    }),
    fc.string({ unit: fc.constantFrom('x', '𐐀', 'қ'), minLength: 190, maxLength: 300 }),
  )
  .map((token) => token.replaceAll(' ', '_'))

describe('indexed tokens', () => {
  it('are one token each, which the analyzer neither splits nor cuts and UTF-8 can hold', () => {
    fc.assert(
      fc.property(tokens, (token) => {
        const indexed = indexedToken(token)
        expect(indexed).not.toMatch(SPLITS)
        expect(indexed.length).toBeLessThanOrEqual(MAX_LENGTH)
        expect(indexed.isWellFormed()).toBe(true)
      }),
    )
  })

  it('are the same only for the same token', () => {
    fc.assert(
      fc.property(tokens, tokens, (one, other) => {
        expect(indexedToken(one) === indexedToken(other)).toBe(one === other)
      }),
    )
    const long = 'y'.repeat(300)
    expect(indexedToken(`${long}a`)).not.toBe(indexedToken(`${long}b`))
    expect(indexedToken('a\u0000')).not.toBe(indexedToken('a\uE000000000'))
  })

  it('are made alike in a stream and alone', () => {
    fc.assert(
      fc.property(fc.array(tokens), (all) => {
        expect(indexedStream(all.join(' '))).toBe(all.map(indexedToken).join(' '))
      }),
    )
  })

  it('begin with what their beginning is indexed as', () => {
    fc.assert(
      fc.property(tokens, fc.nat(400), (token, length) => {
        const begun = Array.from(token).slice(0, length).join('')
        expect(indexedToken(token).startsWith(indexedBeginning(begun))).toBe(true)
      }),
    )
  })

  it('leave ordinary words as they are', () => {
    expect(indexedStream('оқу мектеп 2023 e\u0301 ß')).toBe('оқу мектеп 2023 e\u0301 ß')
  })
})
