/**
 * Latin letters that look like a Cyrillic one in upright type, case by case: `H` is н, `h` is һ.
 * Authors mix them without seeing it ("МООK", "бiлiм", "əлем"), and the word is then lost for search.
 */
const CYRILLIC_OF: Readonly<Record<string, string>> = {
  A: 'А', B: 'В', C: 'С', E: 'Е', H: 'Н', I: 'І', K: 'К', M: 'М', O: 'О', P: 'Р', T: 'Т', X: 'Х', Y: 'У', Ə: 'Ә', Ɵ: 'Ө',
  a: 'а', c: 'с', e: 'е', h: 'һ', i: 'і', k: 'к', o: 'о', p: 'р', x: 'х', y: 'у', ə: 'ә', ǝ: 'ә', ɵ: 'ө',
} // prettier-ignore

const LATIN_OF: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(CYRILLIC_OF).map(([latin, cyrillic]) => [cyrillic, latin]),
)

/**
 * A word of letters from both scripts becomes a word of one, if every letter of the other has a look-alike; the
 * script with a letter of its own wins, else the one with more letters, else Cyrillic. "SMMщик" stays as it is.
 */
export function repairHomoglyphs(word: string): string {
  if (!/\p{Script=Latin}/u.test(word) || !/\p{Script=Cyrillic}/u.test(word)) return word
  const latin = word.match(/\p{Script=Latin}/gu) ?? []
  const cyrillic = word.match(/\p{Script=Cyrillic}/gu) ?? []
  const canBeCyrillic = latin.every((letter) => letter in CYRILLIC_OF)
  const canBeLatin = cyrillic.every((letter) => letter in LATIN_OF)
  if (!canBeCyrillic && !canBeLatin) return word
  const toCyrillic = canBeCyrillic && (!canBeLatin || cyrillic.length >= latin.length)
  const table = toCyrillic ? CYRILLIC_OF : LATIN_OF
  return Array.from(word, (letter) => table[letter] ?? letter).join('')
}
