export { openSearchIndex } from './search-index/open-search-index.ts'
export type { SearchIndexOptions } from './search-index/open-search-index.ts'
