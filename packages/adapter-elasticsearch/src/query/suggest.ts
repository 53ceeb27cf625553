import type { QueryTerm, Suggestion } from '@uniwire/ports'
import { currentHits } from './hits.ts'
import { search } from './search.ts'
import type { Reader } from './page-request.ts'
import { completionQuery } from './term-queries.ts'

/** Without a term there is nothing to suggest. */
export async function suggestArticles(
  { engine, names }: Reader,
  { terms, limit }: { readonly terms: readonly QueryTerm[]; readonly limit: number },
): Promise<readonly Suggestion[]> {
  const matching = completionQuery(terms)
  if (matching === undefined || limit <= 0) return []
  const { rows } = await search(
    {
      engine,
      in: { index: names.read },
      matching,
      filters: new Map(),
      sort: [{ publishedAtMs: 'desc' }, { id: 'desc' }],
    },
    { size: limit, facets: false },
  )
  const hits = await currentHits(engine, rows)
  return hits.map(({ id, source }) => ({ id, source }))
}
