export { openElasticSearchIndex } from './open-search-index.ts'
export type { ElasticSearchIndexOptions } from './open-search-index.ts'
