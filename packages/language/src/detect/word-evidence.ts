import { tokenise } from '../tokenise.ts'
import { evidence } from './evidence.ts'
import type { Evidence, ScriptWords } from './evidence.ts'
import { plainWords } from './plain-words.ts'

// Enough to decide, and keeps a page of megabytes from costing more than an article.
const MAX_WORDS = 2_000

export function wordsByScript(text: string): { readonly cyrillic: ScriptWords; readonly latin: ScriptWords } {
  // A character of text per word and its space would be 2; 40 leaves room for any real language.
  const beginning = text.slice(0, MAX_WORDS * 40)
  return (plainWords(beginning, MAX_WORDS) ?? anyWords(beginning)).result()
}

function anyWords(text: string): Evidence {
  const found = evidence()
  for (const token of tokenise(text).slice(0, MAX_WORDS)) {
    const word = token.text.normalize('NFC')
    const written = { lower: word.toLowerCase(), letters: word.length, beginsLower: /^\p{Ll}/u.test(word) }
    if (/\p{Script=Cyrillic}/u.test(word)) found.add('cyrillic', written)
    else if (/\p{Script=Latin}/u.test(word)) found.add('latin', written)
  }
  return found
}

/** The share of words for which `speaks` is true; 0 without words. */
export function shareOf(words: readonly string[], speaks: (word: string) => boolean): number {
  if (words.length === 0) return 0
  let speaking = 0
  for (const word of words) if (speaks(word)) speaking += 1
  return speaking / words.length
}
