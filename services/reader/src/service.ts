import type { InterfaceLanguage } from '@uniwire/messages'
import type { SearchHit, SearchIndex } from '@uniwire/ports'
import type { UniversityRegistry } from '@uniwire/projection'
import type { ReaderConfig } from './config.ts'
import type { LookedUp } from './lookup.ts'
import { lookUp } from './lookup.ts'
import { rememberCategories } from './search/categories.ts'
import type { Relatives } from './search/relatives.ts'
import { relativesOf } from './search/relatives.ts'
import type { SearchRequest } from './search/search-request.ts'
import type { Found } from './search/search.ts'
import { search } from './search/search.ts'
import type { SimilarRequest } from './search/similar.ts'
import { createSimilar } from './search/similar.ts'
import type { Suggestion } from './search/suggest.ts'
import { suggest } from './search/suggest.ts'

/** What readers may ask; knows neither HTTP nor an engine. */
export interface ReaderService {
  search(request: SearchRequest): Promise<Found>
  /** The newest articles, of one university or of all, with every facet unless not wanted. */
  newest(limit: number, from?: { readonly university?: string; readonly facets?: boolean }): Promise<Found>
  article(id: string): Promise<LookedUp>
  /** Near-duplicates and translations of the articles that were found. */
  relatives(articles: readonly Pick<SearchHit, 'id' | 'links'>[]): Promise<Relatives>
  /** Articles on the same subject; none of what is no article. */
  similar(request: SimilarRequest): Promise<readonly SearchHit[]>
  suggest(q: string, language: InterfaceLanguage): Promise<readonly Suggestion[]>
}

export function createReaderService(options: {
  readonly index: SearchIndex
  readonly universities: UniversityRegistry
  readonly config: ReaderConfig
  /** How far the index has come. */
  readonly position: () => Promise<number>
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicMs: () => number
}): ReaderService {
  const { index } = options
  const categories = rememberCategories(index, options.position)
  return {
    search: (request) => search(options, request),
    newest: (limit, { university, facets = true } = {}) =>
      search(options, {
        q: '',
        university: university === undefined ? [] : [university],
        language: [],
        category: [],
        limit,
        facets,
      }),
    article: (id) => lookUp(index, id),
    relatives: (articles) => relativesOf(index, articles),
    similar: createSimilar(index, options.monotonicMs),
    suggest: (q, language) => suggest({ ...options, categories }, q, language),
  }
}
