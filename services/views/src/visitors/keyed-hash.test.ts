import { createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKeyedHash } from './keyed-hash.ts'

const KEY = new Uint8Array(32).fill(7)
const keys = fc.uint8Array({ maxLength: 64 })
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 3_000 }),
  fc.constantFrom('', 'ш'.repeat(682), 'ш'.repeat(683)),
)

describe('a keyed hash', () => {
  it('is HMAC-SHA-256, whatever key and text, one after the other', () => {
    fc.assert(
      fc.property(keys, fc.array(texts, { minLength: 1, maxLength: 4 }), (key, all) => {
        const keyed = createKeyedHash(key)
        for (const text of all) {
          const expected = createHmac('sha256', key).update(text).digest().toString('base64url', 0, 16)
          expect(keyed.of(text, 16)).toBe(expected)
        }
      }),
    )
  })

  it('leaves nothing of the key when it is forgotten', () => {
    const keyed = createKeyedHash(KEY)
    const before = keyed.of('reader', 16)
    keyed.forget()
    expect(keyed.of('reader', 16)).not.toBe(before)
    expect(createKeyedHash(KEY).of('reader', 16)).toBe(before)
  })

  it('takes no key that HMAC would have to shorten', () => {
    expect(() => createKeyedHash(new Uint8Array(65))).toThrow(RangeError)
  })
})
