import { stem } from 'porter2'

/** Snowball's English stemmer (Porter2). */
export const stemEnglish = (word: string): string => stem(word)
