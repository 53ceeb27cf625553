import { parseArticleId } from '@uniwire/newsroom'
import type { SearchIndex } from '@uniwire/ports'
import type { SearchSource } from '@uniwire/projection'
import { readSearchSource } from '@uniwire/projection'

export type LookedUp =
  | (Extract<SearchSource, { kind: 'visible' }> & {
      readonly views: number
      readonly links: readonly string[]
    })
  | Extract<SearchSource, { kind: 'withdrawn' | 'erased' | 'alias' }>
  | { readonly kind: 'unknown' }

/** An article by its id, as the public may know of it: what was never visible is unknown, by any id. */
export async function lookUp(index: SearchIndex, idText: string): Promise<LookedUp> {
  const id = parseArticleId(idText)
  const [stored] = id === undefined ? [] : await index.get([id])
  if (stored === undefined) return { kind: 'unknown' }
  const source = readSearchSource(stored.document.source)
  if (source.kind === 'hidden') return { kind: 'unknown' }
  if (source.kind === 'alias' && (await lookUp(index, source.target)).kind === 'unknown') {
    return { kind: 'unknown' }
  }
  if (source.kind !== 'visible') return source
  const { links = [] } = stored.document.kind === 'article' ? stored.document : {}
  return { ...source, views: stored.views, links }
}
