export { articleInput, articleLineInput } from './article-input.ts'
export type { ArticleBody, ArticleInput, ArticleLineInput } from './article-input.ts'
export type {
  AliasBody,
  Arrival,
  ArrivalsBody,
  ErasureBody,
  HistoryBody,
  HistoryEntry,
} from './article-life-schema.ts'
export type { OwnArticle, PublicArticle, Warning, WriteAnswerBody } from './article-schema.ts'
export type { PageImportBody } from './import-schema.ts'
export { LIMITS } from './limits.ts'
export type { ImportLine, ImportReportMode, ImportSummary } from './line-import-schema.ts'
export { NINJS_MEDIA_TYPE } from './ninjs-schema.ts'
export type { Ninjs, NinjsInput } from './ninjs-schema.ts'
export { openApiDocument } from './openapi.ts'
export { PROBLEM_MEDIA_TYPE } from './problem-schema.ts'
export type { ProblemBody } from './problem-schema.ts'
export { getArrivals, getHistory, postAlias, postErase } from './routes-article-life.ts'
export { IMPORT_MEDIA_TYPES, NDJSON_MEDIA_TYPE, postImport } from './routes-imports.ts'
export {
  deleteKey,
  getAccess,
  getKeys,
  getOwnArticle,
  postArticle,
  postKey,
  postPage,
  postRestore,
  postWithdraw,
  putArticle,
  putUniversity,
} from './routes-intake.ts'
export type { IssuedKey, KeyBody, KnownKey } from './routes-intake.ts'
export {
  getArticle,
  getSearch,
  getSimilar,
  getSuggest,
  getUniversities,
  getUniversity,
  readerRoutes,
} from './routes-reader.ts'
export type { Hit, SearchAnswer } from './routes-reader.ts'
export { documentedRoutes, ROUTES } from './routes.ts'
export { getChanges } from './routes-syndicator.ts'
export type { FeedReadersBody, ReceiptsBody } from './routes-subscribers.ts'
export type { Change } from './routes-syndicator.ts'
export {
  getMostRead,
  getViewDays,
  getViewExplanation,
  getViewExport,
  getViewPixel,
  getViews,
  postView,
  viewInput,
} from './routes-views.ts'
export { STATUS } from './status.ts'
export type { UniversityBody, UniversityProfileBody } from './university-schema.ts'
