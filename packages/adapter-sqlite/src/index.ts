export { openEventLogs } from './event-log/open-event-logs.ts'
export type { EventLogsOptions } from './event-log/open-event-logs.ts'
export { openSearchIndex } from './search-index/open-search-index.ts'
export type { SearchIndexOptions } from './search-index/open-search-index.ts'
