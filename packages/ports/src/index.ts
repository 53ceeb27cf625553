export { DAY_MS, dayOf, HOUR_MS, hourOf, parseInstant } from './calendar.ts'
export { checkBatch, checkRecord } from './check-records.ts'
export { documentRefusal, isUsableId, MAX_ID_BYTES } from './document-refusal.ts'
export type { Delivery, DurableConsumer } from './durable-consumer.ts'
export { BadCursorError, EngineUnavailableError, LogMisuseError, LogUnavailableError } from './errors.ts'
export type { AppendOutcome, BatchOutcome, EventLog, EventLogs, LogPage } from './event-log.ts'
export { MAX_BATCH_RECORDS, MAX_PAGE_RECORDS, MAX_PAYLOAD_BYTES } from './log-record.ts'
export type { Envelope, LogRecord, NewRecord, Retention, StreamSpec } from './log-record.ts'
export type {
  Checkpoint,
  FieldStreams,
  LiveViews,
  SearchableArticle,
  SearchDocument,
  SearchStub,
} from './search-document.ts'
export type {
  DocumentOutcome,
  IndexRebuild,
  LinkedRequest,
  SearchDocuments,
  SearchIndex,
  SearchIndexWriter,
  StoredDocument,
  Suggestion,
  TitleWord,
  TitleWordsRequest,
} from './search-index.ts'
export type {
  FacetCount,
  Moment,
  Phrase,
  QueryTerm,
  SearchFacets,
  SearchFilters,
  SearchHit,
  SearchPage,
  SearchQuery,
  SearchSort,
} from './search-query.ts'
export { RELOAD_GUARD_MS } from './view-counter.ts'
export type {
  DayTotals,
  MostReadQuery,
  ViewCounter,
  ViewEvent,
  ViewOutcome,
  ViewTotals,
} from './view-counter.ts'
export { ofAnotherQuery, openCursor, queryDigest, sealCursor } from './sealed-cursor.ts'
export { checkConsumerName, checkPattern, checkSpec, checkSubject, isPrefix, takes } from './subjects.ts'
