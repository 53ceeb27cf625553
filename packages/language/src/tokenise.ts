/** A word or number; `start` and `end` are UTF-16 offsets: `input.slice(start, end) === text`. */
export type Token = {
  readonly text: string
  readonly start: number
  readonly end: number
}

/**
 * Letters, digits and their combining marks. Inside a word also stand: the apostrophe (English "don't", and a
 * letter's diacritic in the 2017 Kazakh alphabet, "a'lem"), and the invisible characters that web pages put
 * into words (soft hyphen, zero-width space and joiners, BOM). Hyphens, dots, slashes and @ separate, so the
 * parts of an address or URL are found one by one.
 * The final apostrophe belongs to a word only where the 2017 alphabet writes у as y' ("oqy'"): elsewhere it is
 * a closing quote.
 */
const WORD =
  /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|[\u00AD\u200B-\u200D\u2060\uFEFF]+(?=[\p{L}\p{N}\p{M}])|['’ʼ‘`´ʹ′](?=\p{L})|(?<=y)['’ʼ](?![\p{L}\p{N}]))*/gu

/** Splits any text into words and numbers, in order, not overlapping. Linear in the length of the text. */
export function tokenise(text: string): readonly Token[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }))
}
