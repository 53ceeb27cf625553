import { tokenise } from '../tokenise.ts'

/** The words of a text in one script, in lower case; `weight` counts their letters, names not counted. */
export type ScriptWords = {
  readonly words: readonly string[]
  readonly weight: number
}

// Enough to decide, and keeps a page of megabytes from costing more than an article.
const MAX_WORDS = 2_000

/**
 * Which script a text is in is decided by letters, since names are many but short; and by words in lower case
 * where there are any, since a Russian question about "Tesla Electric Light & Manufacturing" is Russian.
 */
export function wordsByScript(text: string): { readonly cyrillic: ScriptWords; readonly latin: ScriptWords } {
  const cyrillic: string[] = []
  const latin: string[] = []
  // A character of text per word and its space would be 2; 40 leaves room for any real language.
  for (const token of tokenise(text.slice(0, MAX_WORDS * 40)).slice(0, MAX_WORDS)) {
    const word = token.text.normalize('NFC')
    if (/\p{Script=Cyrillic}/u.test(word)) cyrillic.push(word)
    else if (/\p{Script=Latin}/u.test(word)) latin.push(word)
  }
  const named = [...cyrillic, ...latin].every((word) => !BEGINS_LOWER.test(word))
  const inScript = (words: readonly string[]): ScriptWords => ({
    words: words.map((word) => word.toLowerCase()),
    weight: countLetters(named ? words : words.filter((word) => BEGINS_LOWER.test(word))),
  })
  return { cyrillic: inScript(cyrillic), latin: inScript(latin) }
}

const BEGINS_LOWER = /^\p{Ll}/u

const countLetters = (words: readonly string[]): number => words.reduce((sum, word) => sum + word.length, 0)

/** The share of words for which `speaks` is true; 0 without words. */
export const shareOf = (words: readonly string[], speaks: (word: string) => boolean): number =>
  words.length === 0 ? 0 : words.filter(speaks).length / words.length
