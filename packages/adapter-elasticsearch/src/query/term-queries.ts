import type { estypes } from '@elastic/elasticsearch'
import type { Phrase, QueryTerm, SearchQuery } from '@uniwire/ports'
import { indexedBeginning, indexedToken } from '../tokens.ts'

export type Family = 'stem' | 'key' | 'exact'

/** One word of a query: what it may be found as. */
export type Term = readonly { readonly family: Family; readonly token: string }[]

/** A term that is empty in every family asks for nothing and is left out; equal terms are one. */
export function distinctTerms(terms: readonly QueryTerm[]): readonly Term[] {
  const distinct = new Map<string, Term>()
  for (const term of terms) {
    const found = alternatives(term)
    if (found.length > 0) distinct.set(JSON.stringify(found), found)
  }
  return [...distinct.values()]
}

/** Whether the words are there, in the title or the body; nothing is scored. */
export function matchingQuery(
  terms: readonly Term[],
  match: 'all' | 'any',
): estypes.QueryDslQueryContainer[] {
  const found = terms.map((term) => anyOf(term.flatMap((one) => [wordIn('title', one), wordIn('body', one)])))
  return match === 'all' ? found : [anyOf(found)]
}

/** What the phrases of a query and the words it does without demand of every hit; nothing is scored. */
export function phraseQueries({
  phrases = [],
  excluded,
}: Pick<SearchQuery, 'phrases' | 'excluded'>): estypes.QueryDslQueryContainer[] {
  const unwanted =
    excluded === undefined
      ? []
      : [...matchingQuery(distinctTerms(excluded.terms), 'all'), ...excluded.phrases.flatMap(phraseQuery)]
  return [...phrases.flatMap(phraseQuery), ...(unwanted.length > 0 ? [{ bool: { must_not: unwanted } }] : [])]
}

function phraseQuery(phrase: Phrase): estypes.QueryDslQueryContainer[] {
  const tokens = phrase.filter((form) => form !== '').map(indexedToken)
  if (tokens.length === 0) return []
  const query = tokens.join(' ')
  return [anyOf([{ match_phrase: { 'title.exact': query } }, { match_phrase: { 'body.exact': query } }])]
}

/** Every term in the title, the last one also as the beginning of a word. `undefined` without a term. */
export function completionQuery(
  terms: readonly QueryTerm[],
): readonly estypes.QueryDslQueryContainer[] | undefined {
  const last = terms.at(-1)
  if (last === undefined) return undefined
  const whole = terms.slice(0, -1).map(alternatives)
  const begun = (['exact', 'key'] as const).flatMap((family): estypes.QueryDslQueryContainer[] => {
    return last[family] === ''
      ? []
      : [{ prefix: { [`title.${family}`]: { value: indexedBeginning(last[family]) } } }]
  })
  const groups = [
    ...whole.map((term) => term.map((one) => wordIn('title', one))),
    [...alternatives(last).map((one) => wordIn('title', one)), ...begun],
  ].filter((group) => group.length > 0)
  return groups.length === 0 ? undefined : groups.map(anyOf)
}

function alternatives({ stems, key, exact }: QueryTerm): Term {
  const found = [
    ...stems.map((token) => ({ family: 'stem' as const, token })),
    { family: 'key' as const, token: key },
    { family: 'exact' as const, token: exact },
  ].filter(({ token }) => token !== '')
  const indexed = found.map(({ family, token }) => ({ family, token: indexedToken(token) }))
  return [...new Map(indexed.map((one) => [`${one.family} ${one.token}`, one])).values()]
}

function wordIn(field: 'title' | 'body', { family, token }: Term[number]): estypes.QueryDslQueryContainer {
  return { term: { [`${field}.${family}`]: { value: token } } }
}

function anyOf(queries: readonly estypes.QueryDslQueryContainer[]): estypes.QueryDslQueryContainer {
  return { bool: { should: [...queries], minimum_should_match: 1 } }
}
