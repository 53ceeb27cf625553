/** A number, a word or a single mark, with its place in the line. White space lies between tokens. */
export interface DateToken {
  readonly kind: 'number' | 'word' | 'mark'
  readonly text: string
  readonly start: number
  readonly end: number
}

// One pass, one character class per alternative: linear in the length of the text.
const TOKEN = /(\p{Nd}+)|([\p{L}\p{M}]+)|[^\s\p{Nd}\p{L}\p{M}]/gu

export function dateTokens(text: string): readonly DateToken[] {
  return Array.from(text.matchAll(TOKEN), (match) => ({
    kind: match[1] !== undefined ? 'number' : match[2] !== undefined ? 'word' : 'mark',
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/** The value of an ASCII number of `min` to `max` digits, else `null`. */
export function numberOf(token: DateToken | undefined, min: number, max: number): number | null {
  if (token === undefined || token.kind !== 'number') return null
  if (token.text.length < min || token.text.length > max || !/^[0-9]+$/.test(token.text)) return null
  return Number(token.text)
}

export function isMark(token: DateToken | undefined, marks: string): boolean {
  return token !== undefined && token.kind === 'mark' && marks.includes(token.text)
}

export function isWord(token: DateToken | undefined, words: ReadonlySet<string>): boolean {
  return token !== undefined && token.kind === 'word' && words.has(token.text.toLowerCase())
}

/** No white space between the two. */
export function touch(left: DateToken | undefined, right: DateToken | undefined): boolean {
  return left !== undefined && right !== undefined && left.end === right.start
}
