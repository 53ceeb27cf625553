/** No mark is below U+0300, nor among Greek and Cyrillic letters, with which nearly every text begins. */
const isNoMark = (code: number) =>
  code < 0x300 || (code >= 0x370 && code <= 0x482) || (code >= 0x48a && code <= 0x590)

/** ASCII white space, which is all that HTML collapses. */
export function isSpace(text: string): boolean {
  return /^[ \t\n\f\r]*$/.test(text)
}

/** By hand: a regular expression with `$` begins anew at each space of a long run, which is quadratic. */
export function withoutSpaceAtEnd(text: string): string {
  let end = text.length
  while (end > 0 && isSpace(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}

export function escapeText(text: string): string {
  return !/[&<>]/.test(text)
    ? text
    : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * NFC makes one character of `>` and a combining solidus after it (U+226F): behind a tag it would eat the tag's
 * end, and whatever text follows would become attributes. Only this mark combines with characters of markup.
 */
export function withoutOverlay(text: string): string {
  if (text === '' || isNoMark(text.charCodeAt(0))) return text
  return text.replace(/^\p{M}+/u, (marks) => marks.replaceAll('\u0338', ''))
}
