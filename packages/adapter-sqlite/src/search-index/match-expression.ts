import type { QueryTerm, SearchQuery } from '@uniwire/ports'
import { indexedToken } from './tokens.ts'

/**
 * FTS5's query for the terms: a term is found by any of its stems, its key or its exact form. Every token
 * stands in quotes, so nothing a reader types is FTS5 syntax. A term that is empty in every family asks for
 * nothing and is left out; without any term the answer is `undefined`.
 */
export function matchExpression(
  terms: readonly QueryTerm[],
  match: SearchQuery['match'],
): string | undefined {
  return joined(terms.map(alternatives), match === 'all' ? ' AND ' : ' OR ')
}

/** The same inside titles alone. */
export function titleExpression(expression: string): string {
  return `{title_stem title_key title_exact} : (${expression})`
}

/** Every term in the title, the last one also as the beginning of a word. */
export function suggestExpression(terms: readonly QueryTerm[]): string | undefined {
  const last = terms.at(-1)
  if (last === undefined) return undefined
  const beginnings = [
    ...(last.exact === '' ? [] : [`${quoted(indexedToken('exact', last.exact))} *`]),
    ...(last.key === '' ? [] : [`${quoted(indexedToken('key', last.key))} *`]),
  ]
  return joined([...terms.slice(0, -1).map(alternatives), [...alternatives(last), ...beginnings]], ' AND ')
}

function alternatives(term: QueryTerm): readonly string[] {
  return [
    ...term.stems.filter((stem) => stem !== '').map((stem) => quoted(indexedToken('stem', stem))),
    ...(term.key === '' ? [] : [quoted(indexedToken('key', term.key))]),
    ...(term.exact === '' ? [] : [quoted(indexedToken('exact', term.exact))]),
  ]
}

function joined(terms: readonly (readonly string[])[], operator: string): string | undefined {
  const groups = new Set(
    terms.filter((term) => term.length > 0).map((term) => [...new Set(term)].join(' OR ')),
  )
  if (groups.size === 0) return undefined
  return [...groups].map((group) => `(${group})`).join(operator)
}

function quoted(token: string): string {
  return `"${token.replaceAll('"', '""')}"`
}
