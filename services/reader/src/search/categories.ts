import type { QueryTerms } from '@uniwire/language'
import { analyseQuery } from '@uniwire/language'
import type { SearchIndex } from '@uniwire/ports'

/** A category that articles have. */
export interface Category {
  /** What a search filters by. */
  readonly key: string
  readonly label: string
  readonly words: QueryTerms
}

/** Those of all universities, the most used first; read once for each position that the index comes to. */
export function rememberCategories(
  index: SearchIndex,
  position: () => Promise<number>,
): () => Promise<readonly Category[]> {
  let known: { readonly at: number; readonly categories: Promise<readonly Category[]> } | undefined
  return async () => {
    const at = await position()
    if (known?.at !== at) known = { at, categories: readCategories(index) }
    const { categories } = known
    try {
      return await categories
    } catch (error) {
      if (known?.categories === categories) known = undefined
      throw error
    }
  }
}

async function readCategories(index: SearchIndex): Promise<readonly Category[]> {
  const { facets } = await index.query({
    terms: [],
    match: 'all',
    filters: { universities: [], languages: [], categories: [] },
    sort: 'newest',
    limit: 1,
    facets: true,
  })
  return (facets?.category ?? []).map(({ value, label }) => ({
    key: value,
    label,
    words: analyseQuery(label),
  }))
}
