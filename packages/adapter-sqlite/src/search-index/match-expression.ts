import type { Phrase, QueryTerm, SearchQuery } from '@uniwire/ports'
import { indexedToken } from './tokens.ts'

/**
 * FTS5's query for each term: it is found by any of its stems, its key or its exact form. Every token stands
 * in quotes, so nothing a reader types is FTS5 syntax. A term that is empty in every family asks for nothing
 * and is left out; equal terms are one. The queries may be joined by ` AND ` or ` OR `, and hold in `terms`
 * and in `titles`.
 */
export function termExpressions(terms: readonly QueryTerm[]): readonly string[] {
  return distinctGroups(terms.map(alternatives))
}

/** Every phrase; `undefined` when none asks for anything. Holds in `terms` alone: `titles` has no positions. */
export function phrasesExpression(phrases: readonly Phrase[]): string | undefined {
  const queries = phrases.map(phraseQuery).filter((query) => query !== '')
  return queries.length === 0 ? undefined : queries.join(' AND ')
}

/** Any of the terms and phrases; `undefined` when none asks for anything. */
export function excludedExpression({
  terms,
  phrases,
}: Required<SearchQuery>['excluded']): string | undefined {
  const queries = [...termExpressions(terms), ...phrases.map(phraseQuery)].filter((query) => query !== '')
  return queries.length === 0 ? undefined : queries.join(' OR ')
}

/** Tokens carry their family, so those of exact forms stand in the two columns of exact forms alone. */
function phraseQuery(phrase: Phrase): string {
  const tokens = phrase.filter((form) => form !== '').map((form) => indexedToken('exact', form))
  return tokens.length === 0 ? '' : quoted(tokens.join(' '))
}

/** Every term in the title, the last one also as the beginning of a word. */
export function suggestExpression(terms: readonly QueryTerm[]): string | undefined {
  const last = terms.at(-1)
  if (last === undefined) return undefined
  const beginnings = [
    ...(last.exact === '' ? [] : [`${quoted(indexedToken('exact', last.exact))} *`]),
    ...(last.key === '' ? [] : [`${quoted(indexedToken('key', last.key))} *`]),
  ]
  const groups = distinctGroups([
    ...terms.slice(0, -1).map(alternatives),
    [...alternatives(last), ...beginnings],
  ])
  return groups.length === 0 ? undefined : groups.join(' AND ')
}

function alternatives(term: QueryTerm): readonly string[] {
  return [
    ...term.stems.filter((stem) => stem !== '').map((stem) => quoted(indexedToken('stem', stem))),
    ...(term.key === '' ? [] : [quoted(indexedToken('key', term.key))]),
    ...(term.exact === '' ? [] : [quoted(indexedToken('exact', term.exact))]),
  ]
}

function distinctGroups(terms: readonly (readonly string[])[]): readonly string[] {
  const groups = terms.filter((term) => term.length > 0).map((term) => `(${[...new Set(term)].join(' OR ')})`)
  return [...new Set(groups)]
}

function quoted(token: string): string {
  return `"${token.replaceAll('"', '""')}"`
}
