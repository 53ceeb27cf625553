import { formsIn } from './analyse.ts'
import type { Language } from './language.ts'
import { isStopWord } from './stop-words.ts'
import { tokenise } from './tokenise.ts'

/** One word of a query, analysed for every language: a query is too short to know its own. */
export type QueryTerm = {
  readonly text: string
  readonly exact: string
  /** Distinct, Kazakh first. A document's stem matches when it is one of them. */
  readonly stems: readonly string[]
  readonly key: string
  /** A function word of some language: leave it out of the match while other words remain. */
  readonly isStopWord: boolean
}

export type QueryTerms = readonly QueryTerm[]

/** Words asked for, in order, each once (by `exact`). Long queries are cut: a pasted page is no query. */
export function analyseQuery(text: string): QueryTerms {
  const terms = tokenise(text.slice(0, MAX_QUERY_LENGTH)).map(({ text: word }) => ({
    text: word,
    exact: formsIn('kk')(word).exact,
    stems: [...new Set(STEMMED.map((language) => formsIn(language)(word).stem))],
    key: formsIn('kk')(word).key,
    isStopWord: isStopWord(word),
  }))
  return terms
    .filter((term, index) => terms.findIndex((other) => other.exact === term.exact) === index)
    .slice(0, MAX_QUERY_TERMS)
}

/** The terms to search for: without function words, unless there are only function words. */
export function contentTerms(terms: QueryTerms): QueryTerms {
  const content = terms.filter((term) => !term.isStopWord)
  return content.length > 0 ? content : terms
}

const STEMMED: readonly Language[] = ['kk', 'ru', 'en']

const MAX_QUERY_LENGTH = 2_000
const MAX_QUERY_TERMS = 40
