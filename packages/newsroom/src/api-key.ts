/**
 * Keys of universities: `uw_{id}_{secret}{checksum}`. The checksum lets a typo be refused, and a leaked
 * key be recognised, without a look-up; only a hash of the secret is stored (research/reliability §3).
 */
import { hash, timingSafeEqual } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { KeptRequest } from './kept-request.ts'
import type { Slug } from './slug.ts'

/** What a key may be for; one without scopes may do all of it, for its university alone. */
export const SCOPES = ['publish', 'withdraw', 'read', 'import'] as const
export type Scope = (typeof SCOPES)[number]
export type KeyId = string & { readonly __brand: 'KeyId' }

/** What the log keeps of a key. */
export interface ApiKey {
  readonly id: KeyId
  readonly university: Slug
  /** SHA-256 of the secret, hexadecimal; the secret has 190 bits of entropy, so no slow hash is needed. */
  readonly secretHash: string
  /** Absent: every right of that university. */
  readonly scopes?: readonly Scope[] | undefined
  readonly label?: string | undefined
  readonly issuedAt: string
  readonly expiresAt?: string | undefined
  readonly revokedAt?: string | undefined
  /** What issued it, and what revoked it, where they carried an `Idempotency-Key`. */
  readonly requests?: readonly KeptRequest[] | undefined
}

const ID_CHARACTERS = 12
const SECRET_CHARACTERS = 32
const CHECKSUM_CHARACTERS = 6
const SHAPE = /^uw_([0-9A-Za-z]{12})_([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Random bytes that `mintKey` needs; more than one a character, since some are thrown away. */
export const KEY_ENTROPY_BYTES = 96

/**
 * The id of the key that an `Idempotency-Key` issues: the same for every retry, in every process, so the log itself
 * refuses a second one. It says nothing of the secret, which is random.
 */
export function keyIdFor(university: Slug, idempotencyKey: string): KeyId {
  const digest = hash('sha512', `${university}\n${idempotencyKey}`, 'buffer')
  return base62(digest, ID_CHARACTERS) as KeyId
}

/** `text` is shown once and never stored. `id`: unless it is random too. */
export function mintKey(
  entropy: Uint8Array,
  givenId?: KeyId,
): {
  readonly id: KeyId
  readonly secret: string
  readonly text: string
} {
  const characters = base62(entropy, ID_CHARACTERS + SECRET_CHARACTERS)
  const id = givenId ?? (characters.slice(0, ID_CHARACTERS) as KeyId)
  const secret = characters.slice(ID_CHARACTERS)
  const body = `uw_${id}_${secret}`
  return { id, secret, text: body + checksum(body) }
}

/** `undefined` for anything that `mintKey` cannot have made, a single wrong letter included. */
export function readKey(text: string): { readonly id: KeyId; readonly secret: string } | undefined {
  const [, id, secret, sum] = SHAPE.exec(text) ?? []
  if (id === undefined || secret === undefined || sum !== checksum(`uw_${id}_${secret}`)) return undefined
  return { id: id as KeyId, secret }
}

/** `undefined` for anything that no key can have as its id. */
export function parseKeyId(text: string): KeyId | undefined {
  return /^[0-9A-Za-z]{12}$/.test(text) ? (text as KeyId) : undefined
}

/** SHA-256, hexadecimal: what is stored of a secret. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret)
}

export type KeyRefusal = 'unknown' | 'revoked' | 'expired'

/** Whether a presented secret opens this key at an instant; the comparison takes constant time. */
export function checkKey(key: ApiKey | undefined, secret: string, at: string): KeyRefusal | undefined {
  if (key === undefined || !sameHash(key.secretHash, hashSecret(secret))) return 'unknown'
  if (key.revokedAt !== undefined) return 'revoked'
  if (key.expiresAt !== undefined && Date.parse(key.expiresAt) <= Date.parse(at)) return 'expired'
  return undefined
}

/** Of secrets of any length: neither where they differ nor how long one is can be told from the time it takes. */
export function equalInConstantTime(a: string, b: string): boolean {
  return sameHash(hashSecret(a), hashSecret(b))
}

/** Of hashes as text: how long one is, is no secret. */
function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}

function checksum(body: string): string {
  let rest = crc32(body)
  let text = ''
  for (let place = 0; place < CHECKSUM_CHARACTERS; place += 1) {
    text = BASE62.charAt(rest % 62) + text
    rest = Math.floor(rest / 62)
  }
  return text
}

/** Bytes of 248 and more are thrown away: 256 is no multiple of 62, and every letter must be as likely. */
function base62(entropy: Uint8Array, length: number): string {
  const fair = entropy.filter((byte) => byte < 248)
  if (fair.length < length) throw new RangeError(`a key needs ${length} fair bytes, got ${fair.length}`)
  return Array.from(fair.slice(0, length), (byte) => BASE62.charAt(byte % 62)).join('')
}
