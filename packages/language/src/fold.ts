import { repairHomoglyphs } from './homoglyphs.ts'

/**
 * One word as the index compares it: compatibility forms and ligatures resolved (NFKC), look-alike letters of a
 * second script repaired, lower case, ё → е, ı → i (the capitals of 2018 and 2021 Kazakh Latin disagree about
 * the dot), without stress marks, apostrophes, "'s" and invisible characters.
 * Only letters, digits and marks remain; never empty for a token of `tokenise`, never with white space.
 */
export function fold(word: string): string {
  const plain = spell(word).replaceAll("'", '')
  return plain === '' ? word.toLowerCase() : plain
}

/** As `fold`, with apostrophes kept as `'`: in the 2017 Kazakh alphabet they are diacritics, and y' is not y. */
export function spell(word: string): string {
  // The fast path: nearly every word of the three languages has nothing to repair.
  if (/^(?:[а-я]+|[a-z]+|[әіңғүұқөһа-я]+)$/u.test(word)) return word
  return repairHomoglyphs(word.normalize('NFKC'))
    .toLowerCase()
    .normalize('NFC')
    .replace(/[’ʼ‘`´ʹ′]/gu, "'")
    .replace(/[^\p{L}\p{N}\p{M}']|(?<=\p{Script=Cyrillic})[\u0300\u0301]|\u0307/gu, '')
    .replace(/'s$/u, '')
    .replaceAll('ё', 'е')
    .replaceAll('ı', 'i')
}
