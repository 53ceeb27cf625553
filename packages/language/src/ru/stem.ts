import { stemmer } from '@orama/stemmers/russian'

/** Snowball's Russian stemmer; expects folded text (ё → е), as the algorithm is defined for it. */
export const stemRussian = (word: string): string => stemmer(word)
