import { stemEnglish } from './en/stem.ts'
import { fold, spell } from './fold.ts'
import { single } from './key.ts'
import { skeleton, spellOut } from './kk/skeleton.ts'
import { stemKazakh } from './kk/stem.ts'
import type { Language } from './language.ts'
import { stemRussian } from './ru/stem.ts'

/** No word of the three languages is longer; what is longer has no suffix worth the time. */
const LONGEST_WORD = 48

/**
 * The stem of one word, any case. Kazakh stems are written in the letters of the skeleton ("кітабы" and "kitaby" are
 * `kitap`), so that both scripts share them; Russian and English ones are Snowball's.
 */
export function stem(word: string, language: Language): string {
  const folded = fold(word)
  if (folded.length > LONGEST_WORD || !/\p{L}/u.test(folded)) return folded
  return STEMMERS[language](folded, word) || folded
}

const stemSkeleton = (_folded: string, word: string): string =>
  spellOut(single(stemKazakh(skeleton(spell(word)))))

const STEMMERS: Readonly<Record<Language, (folded: string, word: string) => string>> = {
  kk: stemSkeleton,
  'kk-Latn': stemSkeleton,
  ru: stemRussian,
  en: stemEnglish,
}
