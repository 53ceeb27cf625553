import { analyseQuery } from '@uniwire/language'
import type { QueryTerms } from '@uniwire/language'

/** Every word that was typed begins a word of the name, as it is written or in another script. */
export function hasBeginnings(name: string, typed: QueryTerms): boolean {
  const words = analyseQuery(name)
  return typed.every((term) =>
    words.some(({ exact, key }) => exact.startsWith(term.exact) || key.startsWith(term.key)),
  )
}
