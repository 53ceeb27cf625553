import type { QueryTerms } from '@uniwire/language'

/** Every word that was typed begins one of these words of a name, as it is written or in another script. */
export function haveBeginnings(words: QueryTerms, typed: QueryTerms): boolean {
  return typed.every((term) =>
    words.some(({ exact, key }) => exact.startsWith(term.exact) || key.startsWith(term.key)),
  )
}

/** The same, in the very letters that were typed. */
export function haveWrittenBeginnings(words: QueryTerms, typed: QueryTerms): boolean {
  return typed.every((term) => words.some(({ exact }) => exact.startsWith(term.exact)))
}
