/** Keys of a Latin keyboard from left to right, row by row, without shift. */
const LATIN_KEYS = "`1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,."
/** What the same keys write under the Kazakh layout; its letters, the first row apart, are those of the Russian one. */
const CYRILLIC_KEYS = 'ё1әіңғ67үұқөһйцукенгшщзхъфывапролджэячсмитьбю'

/**
 * What was meant by who forgot to change the layout: "rjyrehc" is "конкурс", "0fpf0" is "қазақ", "еуттшы" is "tennis".
 * In lower case. `undefined` where a text has letters of both scripts or of neither.
 */
export function inOtherLayout(text: string): string | undefined {
  const typed = text.normalize('NFC').toLowerCase()
  const isLatin = /\p{Script=Latin}/u.test(typed)
  const isCyrillic = /\p{Script=Cyrillic}/u.test(typed)
  if (isLatin === isCyrillic) return undefined
  const keys = isLatin ? TO_CYRILLIC : TO_LATIN
  // A number that stands alone was meant as one.
  return typed.replace(/\S+/gu, (word) =>
    /\p{L}/u.test(word) ? Array.from(word, (sign) => keys.get(sign) ?? sign).join('') : word,
  )
}

const TO_CYRILLIC: ReadonlyMap<string, string> = new Map(
  Array.from(LATIN_KEYS, (sign, at) => [sign, CYRILLIC_KEYS.charAt(at)]),
)
const TO_LATIN: ReadonlyMap<string, string> = new Map(
  Array.from(CYRILLIC_KEYS, (sign, at) => [sign, LATIN_KEYS.charAt(at)]),
)
