import type { QueryTerms } from '@uniwire/language'
import { analyse, analyseQuery, contentTerms } from '@uniwire/language'
import { categoryKey } from '@uniwire/newsroom'
import type { SearchQuery } from '@uniwire/ports'
import type { UniversityRegistry } from '@uniwire/projection'
import { haveBeginnings } from './beginnings.ts'
import { languageNamed } from './language-names.ts'
import type { Operator, OperatorKind } from './operators.ts'
import { readQueryText } from './operators.ts'

/** What a query's text asks for. */
export interface Understood {
  /** To find, and to mark in the hits: of phrases too. */
  readonly terms: QueryTerms
  readonly phrases: NonNullable<SearchQuery['phrases']>
  /** All of them stand in «guillemets» among other words: they are names in a sentence. */
  readonly quotesNames: boolean
  /** What else was typed. */
  readonly functionWords: QueryTerms
  readonly excluded: NonNullable<SearchQuery['excluded']>
  /** As the parameters of the same names: those of both are alternatives. */
  readonly filters: Readonly<Record<'university' | 'language' | 'category', readonly string[]>>
  /** What was taken for more than a word, in order; `value` of a filter is the one it filters by. */
  readonly operators: readonly Operator[]
}

export function understand(q: string, universities: UniversityRegistry): Understood {
  const { words, operators: read } = readQueryText(q)
  const operators = read.flatMap((operator) => resolved(operator, universities))
  const valuesOf = (kind: OperatorKind) =>
    operators.filter((operator) => operator.kind === kind).map(({ value }) => value)
  const without = operators.filter(({ kind }) => kind === 'without')
  const isPhrase = ({ value, quoted }: Operator) => quoted || exactForms(value).length > 1
  const typed = analyseQuery(words)
  const terms = contentTerms(typed)
  const quoted = operators.filter(({ kind }) => kind === 'phrase')
  const phrases = quoted.map(({ value }) => exactForms(value))
  return {
    terms,
    phrases,
    quotesNames:
      quoted.every(({ guillemets }) => guillemets) && exactForms(words).length > phrases.flat().length,
    functionWords: typed.filter((term) => !terms.includes(term)),
    excluded: {
      // Of five letters a key has too much in common: "-универсал" is not to leave out universities.
      terms: without
        .filter((operator) => !isPhrase(operator))
        .flatMap(({ value }) => analyseQuery(value).map((term) => ({ ...term, key: '' }))),
      phrases: without.filter(isPhrase).map(({ value }) => exactForms(value)),
    },
    filters: {
      university: valuesOf('university'),
      language: valuesOf('language'),
      category: valuesOf('category'),
    },
    operators,
  }
}

/** The exact form of a word is the same in every language. */
function exactForms(text: string): readonly string[] {
  return analyse(text, 'kk').exact
}

/** A university may be named by its slug or by words of any of its names: then each that has them is meant. */
function resolved(operator: Operator, universities: UniversityRegistry): readonly Operator[] {
  const { kind, value } = operator
  if (kind === 'language') return [{ ...operator, value: languageNamed(value) ?? value }]
  if (kind === 'category') return [{ ...operator, value: categoryKey(value) }]
  if (kind !== 'university') return [operator]
  const slug = value.toLowerCase()
  if (universities.get(slug) !== undefined) return [{ ...operator, value: slug }]
  const typed = contentTerms(analyseQuery(value))
  const named = universities
    .list()
    .filter(({ names }) => Object.values(names).some((name) => haveBeginnings(analyseQuery(name), typed)))
  return named.length === 0
    ? [{ ...operator, value: slug }]
    : named.map((university) => ({ ...operator, value: university.slug }))
}
