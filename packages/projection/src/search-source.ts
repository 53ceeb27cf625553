import type { Baseline } from '@uniwire/newsroom'
import { z } from 'zod'
import type { PublishedArticle } from './public-article.ts'

/** What the search index keeps of an article for those who show it: the indexer writes, the reader reads. */
export type SearchSource =
  | { readonly kind: 'visible'; readonly article: PublishedArticle; readonly baseline?: Baseline | undefined }
  /** Once public: 410, with the reason. */
  | {
      readonly kind: 'withdrawn'
      readonly university: string
      readonly reason?: string | undefined
      readonly at: string
    }
  /** 410 for ever, and nothing to say about it. */
  | { readonly kind: 'erased'; readonly university: string }
  /** Another id of an article. */
  | { readonly kind: 'alias'; readonly target: string }
  /** Never public so far: 404. */
  | { readonly kind: 'hidden' }

const kinds = z.object({ kind: z.enum(['visible', 'withdrawn', 'erased', 'alias', 'hidden']) })

export function writeSearchSource(source: SearchSource): string {
  return JSON.stringify(source)
}

export function readSearchSource(json: string): SearchSource {
  const value: unknown = JSON.parse(json)
  kinds.parse(value)
  // Written by `writeSearchSource` alone, into an index that is rebuilt when its shape changes.
  return value as SearchSource
}
