import type { SearchHit } from '@uniwire/ports'
import { readDocuments } from '../documents.ts'
import type { Engine } from '../engine/engine.ts'
import { articleKey } from '../names.ts'
import type { FoundRow } from './search.ts'
import type { ArticleSource, StubSource } from '../stored-document.ts'

/**
 * Hits as they are now, whatever the search saw: what was withdrawn meanwhile is dropped (log §5). They are
 * read from the index they were found in, so that a page is of one generation.
 */
export async function currentHits(engine: Engine, rows: readonly FoundRow[]): Promise<readonly SearchHit[]> {
  const [first] = rows
  if (first === undefined) return []
  const found = await readDocuments<
    Pick<ArticleSource, 'kind' | 'id' | 'source' | 'views' | 'links'> | StubSource
  >(engine, {
    index: first.index,
    keys: rows.map(({ id }) => articleKey(id)),
    members: ['kind', 'id', 'source', 'views', 'links'],
  })
  return found.flatMap((one) => {
    if (one?.source.kind !== 'article') return []
    const { id, source, views, links } = one.source
    return { id, version: one.version, source, views, ...(links && { links }) }
  })
}
