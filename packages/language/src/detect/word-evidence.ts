import { tokenise } from '../tokenise.ts'
import type { WrittenWord } from './plain-words.ts'
import { plainWords } from './plain-words.ts'

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
  // A character of text per word and its space would be 2; 40 leaves room for any real language.
  const beginning = text.slice(0, MAX_WORDS * 40)
  const words = (plainWords(beginning) ?? anyWords(beginning)).slice(0, MAX_WORDS)
  const written = words.filter((word) => word.script !== undefined)
  const named = !written.some((word) => word.beginsLower)
  const inScript = (script: WrittenWord['script']): ScriptWords => {
    const own = written.filter((word) => word.script === script)
    const weighed = named ? own : own.filter((word) => word.beginsLower)
    return {
      words: own.map((word) => word.lower),
      weight: weighed.reduce((sum, word) => sum + word.letters, 0),
    }
  }
  return { cyrillic: inScript('Cyrillic'), latin: inScript('Latin') }
}

function anyWords(text: string): readonly WrittenWord[] {
  return tokenise(text).map((token) => {
    const word = token.text.normalize('NFC')
    return {
      lower: word.toLowerCase(),
      letters: word.length,
      beginsLower: /^\p{Ll}/u.test(word),
      script: /\p{Script=Cyrillic}/u.test(word)
        ? 'Cyrillic'
        : /\p{Script=Latin}/u.test(word)
          ? 'Latin'
          : undefined,
    }
  })
}

/** The share of words for which `speaks` is true; 0 without words. */
export const shareOf = (words: readonly string[], speaks: (word: string) => boolean): number =>
  words.length === 0 ? 0 : words.filter(speaks).length / words.length
