/** The three token streams of a field (design §4). */
export type Family = 'stem' | 'key' | 'exact'

const MARK: Record<Family, string> = { stem: 's', key: 'k', exact: 'e' }

const LINK = 'l'

/** What the `ascii` tokenizer would split at or fold, the escape itself included. */
const UNSAFE = /[^a-z0-9\u{80}-\u{DFFF}\u{E001}-\u{10FFFF}]/gu
const UNSAFE_IN_STREAM = /[^ a-z0-9\u{80}-\u{DFFF}\u{E001}-\u{10FFFF}]/u
const ESCAPE = '\uE000'

/** A token as FTS5 stores it: marked with its family, and one token whatever it is made of. */
export function indexedToken(family: Family, token: string): string {
  return MARK[family] + escaped(token)
}

/** A stream of tokens separated by spaces, each as `indexedToken` gives it. */
export function indexedStream(family: Family, stream: string): string {
  const mark = MARK[family]
  return UNSAFE_IN_STREAM.test(stream)
    ? stream.replace(/[^ ]+/g, (token) => mark + escaped(token))
    : stream.replace(/[^ ]+/g, `${mark}$&`)
}

/** A link as one token, whatever it is made of; an empty one, too. */
export function linkToken(link: string): string {
  return LINK + escaped(link)
}

/** Whether the letters of an indexed token are those of the token. */
export function escapesNothing(indexed: string): boolean {
  return !indexed.includes(ESCAPE)
}

/** Six hexadecimal digits follow the escape, so no two tokens become one. */
function escaped(token: string): string {
  return token.replace(
    UNSAFE,
    (character) => ESCAPE + (character.codePointAt(0) ?? 0).toString(16).padStart(6, '0'),
  )
}
