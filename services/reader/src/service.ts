import type { InterfaceLanguage } from '@uniwire/messages'
import type { SearchIndex } from '@uniwire/ports'
import type { UniversityRegistry } from '@uniwire/projection'
import type { ReaderConfig } from './config.ts'
import type { LookedUp } from './lookup.ts'
import { lookUp } from './lookup.ts'
import type { Found } from './search.ts'
import { search } from './search.ts'
import type { SearchRequest } from './search-request.ts'
import type { Suggestion } from './suggest.ts'
import { suggest } from './suggest.ts'

/** What readers may ask; knows neither HTTP nor an engine. */
export interface ReaderService {
  search(request: SearchRequest): Promise<Found>
  /** The newest articles, of one university or of all, with every facet unless not wanted. */
  newest(limit: number, from?: { readonly university?: string; readonly facets?: boolean }): Promise<Found>
  article(id: string): Promise<LookedUp>
  suggest(q: string, language: InterfaceLanguage): Promise<readonly Suggestion[]>
}

export function createReaderService(options: {
  readonly index: SearchIndex
  readonly universities: UniversityRegistry
  readonly config: ReaderConfig
}): ReaderService {
  const { index } = options
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
    suggest: (q, language) => suggest(options, q, language),
  }
}
