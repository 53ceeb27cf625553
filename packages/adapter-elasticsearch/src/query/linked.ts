import type { LinkedRequest, SearchHit } from '@uniwire/ports'
import { currentHits } from './hits.ts'
import type { Reader } from './page-request.ts'
import { search } from './search.ts'

/** Newest first. */
export async function linkedArticles(
  { engine, names }: Reader,
  { links, limit }: LinkedRequest,
): Promise<readonly SearchHit[]> {
  if (links.length === 0 || limit <= 0) return []
  const { rows } = await search(
    {
      engine,
      in: { index: names.read },
      matching: [{ terms: { links: [...links] } }],
      filters: new Map(),
      sort: [{ publishedAtMs: 'desc' }, { id: 'desc' }],
    },
    { size: limit, facets: false },
  )
  return currentHits(engine, rows)
}
