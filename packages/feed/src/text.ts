/**
 * Removes what no feed may hold: characters that XML 1.0 §2.2 excludes (C0 controls, U+FFFE, U+FFFF, lone surrogates)
 * and what XML allows and the W3C validator reports (BadCharacters): the controls U+007F–U+009F, which nobody can
 * see, and U+FFFD, which stands for a character that was lost on its way to us.
 * Line ends become U+000A, as every XML parser would make them (XML 1.0 §2.11).
 */
export function legalText(text: string): string {
  if (!SUSPECT.test(text) && text.isWellFormed()) return text
  return text.replace(ILLEGAL, '').replace(LINE_END, '\n')
}

/** Text of one line: legal, with each run of XML white space a single space and none at the ends. */
export function singleLine(text: string): string {
  return legalText(text).replace(XML_SPACE, ' ').replace(EDGE_SPACE, '')
}

// Without the `u` flag, which makes the search of a long body several times slower.
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const SUSPECT = /[\0-\x08\x0B-\x1F\x7F-\x9F\uFFFD-\uFFFF]/
// oxlint-disable-next-line no-control-regex -- the same, one at a time
const ILLEGAL = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\p{Cs}\uFFFD-\uFFFF]/gu
const LINE_END = /\r\n?/g
const XML_SPACE = /[\t\n ]+/g
const EDGE_SPACE = /^ | $/g
