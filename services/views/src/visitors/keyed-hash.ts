import { hash } from 'node:crypto'

/** HMAC-SHA-256 (RFC 2104) under one key. */
export interface KeyedHash {
  /** The first `bytes` of it in base64url; `text` is taken as UTF-8. */
  of(text: string, bytes: number): string
  /** Overwrites everything that the key could be had back from; it is of no use afterwards. */
  forget(): void
}

const BLOCK_BYTES = 64
const HASH_BYTES = 32
/** An address and a user agent, with room. A longer text has a buffer of its own. */
const USUAL_TEXT_BYTES = 2_048

/**
 * The key's two blocks are made once, and each hash is two calls: `createHmac` makes a stream for each, which
 * takes twice as long (measured), and there are two for each view.
 * Throws RangeError for a key that is longer than a block.
 */
export function createKeyedHash(key: Uint8Array): KeyedHash {
  if (key.length > BLOCK_BYTES) throw new RangeError('a key of more than 64 bytes')
  const usual = Buffer.alloc(BLOCK_BYTES + USUAL_TEXT_BYTES)
  const outer = Buffer.alloc(BLOCK_BYTES + HASH_BYTES)
  for (let n = 0; n < BLOCK_BYTES; n += 1) {
    usual[n] = (key[n] ?? 0) ^ 0x36
    outer[n] = (key[n] ?? 0) ^ 0x5c
  }
  const innerOf = (text: string): Uint8Array => {
    // Each letter takes three bytes at most.
    if (text.length * 3 <= USUAL_TEXT_BYTES) {
      return usual.subarray(0, BLOCK_BYTES + usual.write(text, BLOCK_BYTES))
    }
    return Buffer.concat([usual.subarray(0, BLOCK_BYTES), Buffer.from(text)])
  }
  return {
    of(text, bytes) {
      outer.set(hash('sha256', innerOf(text), 'buffer'), BLOCK_BYTES)
      return hash('sha256', outer, 'buffer').toString('base64url', 0, bytes)
    },
    forget() {
      usual.fill(0)
      outer.fill(0)
    },
  }
}
