import { describe, expect, it } from 'vitest'
import type { ApiKey } from './api-key.ts'
import { KEY_ENTROPY_BYTES, checkKey, hashSecret, mintKey, readKey } from './api-key.ts'
import { ADDRESS, AT, LATER } from './decisions.fixture.ts'

const entropy = Uint8Array.from({ length: KEY_ENTROPY_BYTES }, (_, n) => (n * 37) % 248)
const minted = mintKey(entropy)
const kept: ApiKey = {
  id: minted.id,
  university: ADDRESS.university,
  secretHash: hashSecret(minted.secret),
  issuedAt: AT,
}

describe('a key', () => {
  it('is read back as its id and secret', () => {
    expect(minted.text).toMatch(/^uw_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}$/)
    expect(readKey(minted.text)).toEqual({ id: minted.id, secret: minted.secret })
  })

  it('with one wrong letter anywhere is refused before any look-up', () => {
    for (let place = 0; place < minted.text.length; place += 1) {
      const wrong = minted.text[place] === 'x' ? 'y' : 'x'
      expect(readKey(minted.text.slice(0, place) + wrong + minted.text.slice(place + 1))).toBeUndefined()
    }
  })

  it('opens with its own secret alone, while it lives', () => {
    expect(checkKey(kept, minted.secret, AT)).toBeUndefined()
    expect(checkKey(kept, `${minted.secret}x`, AT)).toBe('unknown')
    expect(checkKey(undefined, minted.secret, AT)).toBe('unknown')
    expect(checkKey({ ...kept, revokedAt: AT }, minted.secret, AT)).toBe('revoked')
    expect(checkKey({ ...kept, expiresAt: LATER }, minted.secret, AT)).toBeUndefined()
    expect(checkKey({ ...kept, expiresAt: LATER }, minted.secret, LATER)).toBe('expired')
  })

  it('is not made of too little randomness', () => {
    expect(() => mintKey(entropy.slice(0, 40))).toThrow(RangeError)
    expect(() => mintKey(new Uint8Array(KEY_ENTROPY_BYTES).fill(255))).toThrow(RangeError)
  })
})
