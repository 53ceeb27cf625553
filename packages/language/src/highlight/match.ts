import { formsIn } from '../analyse.ts'
import { contentTerms } from '../analyse-query.ts'
import type { QueryTerms } from '../analyse-query.ts'
import type { Language } from '../language.ts'
import { tokenise } from '../tokenise.ts'
import type { Mark } from './html.ts'

/** A matching word, and the place in the query of the first term that it matches. */
export type Match = Mark & { readonly term: number }

/** The words of `text` that the index would match: equal exact form, stem (in the text's language) or key. */
export function findMatches(text: string, terms: QueryTerms, language: Language): readonly Match[] {
  const termOf = new Map<string, number>()
  for (const [index, term] of contentTerms(terms).entries())
    for (const form of [`e${term.exact}`, `k${term.key}`, ...term.stems.map((stem) => `s${stem}`)])
      if (!termOf.has(form)) termOf.set(form, index)
  if (termOf.size === 0) return []
  const formsOf = formsIn(language)
  return tokenise(text).flatMap(({ text: word, start, end }) => {
    const { exact, key, stem } = formsOf(word)
    const term = termOf.get(`e${exact}`) ?? termOf.get(`s${stem}`) ?? termOf.get(`k${key}`)
    return term === undefined ? [] : [{ start, end, term }]
  })
}
