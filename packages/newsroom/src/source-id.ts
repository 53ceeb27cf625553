/**
 * The posting site's own stable id of an article: 1–200 characters of NFC text without control
 * characters, compared exactly (contract §2).
 */
export type SourceId = string & { readonly __brand: 'SourceId' }

export type SourceIdRefusal = 'empty' | 'too-long' | 'not-nfc' | 'control-character' | 'tilde' | 'dots'

const MAX_SOURCE_ID_CHARACTERS = 200
/** `Cc`, `Cs` (lone surrogates) and the separators that end a line. */
const FORBIDDEN = /[\p{Cc}\p{Cs}\u2028\u2029]/u

/** The first rule that a new id breaks; an article that is there may be called otherwise, see `findableSourceId`. */
export function parseSourceId(
  text: string,
):
  | { readonly ok: true; readonly sourceId: SourceId }
  | { readonly ok: false; readonly reason: SourceIdRefusal } {
  const reason = refusal(text)
  // `refusal` has checked every rule that the brand states.
  return reason === undefined ? { ok: true, sourceId: text as SourceId } : { ok: false, reason }
}

/** Also an id that `sourceIdFromKey` made: for finding an article, never for naming a new one. */
export function findableSourceId(text: string): SourceId | undefined {
  const parsed = parseSourceId(text)
  if (parsed.ok) return parsed.sourceId
  // Every id of this shape was branded when its article came in.
  return FROM_KEY.test(text) ? (text as SourceId) : undefined
}

/** The id of an article that its site could not name: made from the request's own key (contract §1). */
export function sourceIdFromKey(sha256OfKey: Uint8Array): SourceId {
  // Base32 of 32 bytes is 52 characters; `~` keeps it apart from every id that a site may choose.
  return `~${base32(sha256OfKey)}` as SourceId
}

/** Nothing of it is forbidden, and none of it combines. */
const PLAIN = /^[\w.-][\x20-\x7e]*$/

function refusal(text: string): SourceIdRefusal | undefined {
  if (text.length === 0) return 'empty'
  if (text.length <= MAX_SOURCE_ID_CHARACTERS && text !== '.' && text !== '..' && PLAIN.test(text))
    return undefined
  if (Array.from(text).length > MAX_SOURCE_ID_CHARACTERS) return 'too-long'
  if (FORBIDDEN.test(text)) return 'control-character'
  if (text.normalize('NFC') !== text) return 'not-nfc'
  if (text.startsWith('~')) return 'tilde'
  if (text === '.' || text === '..') return 'dots'
  return undefined
}

const FROM_KEY = /^~[a-z2-7]{52}$/
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** RFC 4648 §6, lower case, without padding. */
function base32(bytes: Uint8Array): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => BASE32[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}
