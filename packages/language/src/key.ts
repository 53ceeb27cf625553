import { spell } from './fold.ts'
import { skeleton, spellOut } from './kk/skeleton.ts'

/**
 * Kazakh, and Russian too, carry the meaning in front: of 4, 5 and 6 letters 5 served the three languages best
 * together (README, "What was measured").
 */
const KEY_LETTERS = 5

/**
 * One key for every spelling of a word in any script: proper Cyrillic, Russian keyboard, the Latin alphabets of
 * 2017, 2018 and 2021, plain ASCII, English transliteration. Words with digits, and words of other scripts, stay
 * whole. Never empty for a token of `tokenise`.
 */
export function key(word: string): string {
  const letters = single(skeleton(spell(word)))
  if (letters === '') return spell(word)
  return spellOut(/^[a-z]+$/u.test(letters) ? letters.slice(0, KEY_LETTERS) : letters)
}

/** Doubled letters are the commonest difference between two spellings of a name. */
export const single = (letters: string): string => letters.replace(/(\p{L})\1+/gu, '$1')
