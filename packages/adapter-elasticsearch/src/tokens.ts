import { createHash } from 'node:crypto'

/**
 * What the whitespace analyzer would split at (Java's white space and more), what has no UTF-8, and the
 * escape itself.
 */
const UNSAFE = /[\s\p{Cc}\p{Cs}\u{E000}]/gu
const UNSAFE_BETWEEN_SPACES = /[^\P{White_Space} ]|[\p{Cc}\u{E000}\u{FEFF}]/u
const ESCAPE = '\uE000'

/** The analyzer cuts longer tokens in pieces (UTF-16 units). */
const MAX_TOKEN_LENGTH = 255
/** What stays readable of a longer one; a digest of the whole follows. */
const BEGINNING_LENGTH = 200

/** A token as it is indexed: one token whatever it is made of, and no two the same. */
export function indexedToken(token: string): string {
  const safe = escaped(token)
  if (safe.length <= MAX_TOKEN_LENGTH) return safe
  const digest = createHash('sha256').update(safe).digest('hex').slice(0, 40)
  return `${beginning(safe)}${ESCAPE}.${digest}`
}

/** A stream of tokens separated by spaces, each as `indexedToken` gives it. */
export function indexedStream(stream: string): string {
  return isSafe(stream) ? stream : stream.replace(/[^ ]+/g, indexedToken)
}

/** What every indexed token begins with that continues this one. */
export function indexedBeginning(token: string): string {
  return beginning(escaped(token))
}

/** Nearly every stream is; it is looked at in three passes because one expression for all takes 1 ms. */
function isSafe(stream: string): boolean {
  return stream.isWellFormed() && !UNSAFE_BETWEEN_SPACES.test(stream) && !hasLongToken(stream)
}

function hasLongToken(stream: string): boolean {
  for (let start = 0; start < stream.length;) {
    const space = stream.indexOf(' ', start)
    const end = space === -1 ? stream.length : space
    if (end - start > MAX_TOKEN_LENGTH) return true
    start = end + 1
  }
  return false
}

/** Six hexadecimal digits follow the escape. */
function escaped(token: string): string {
  return token.replace(
    UNSAFE,
    (character) => ESCAPE + (character.codePointAt(0) ?? 0).toString(16).padStart(6, '0'),
  )
}

function beginning(safe: string): string {
  if (safe.length <= BEGINNING_LENGTH) return safe
  // Half a character would have no UTF-8.
  return safe.slice(0, BEGINNING_LENGTH).replace(/\p{Cs}$/u, '')
}
