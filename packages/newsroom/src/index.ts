export {
  KEY_ENTROPY_BYTES,
  SCOPES,
  checkKey,
  equalInConstantTime,
  hashSecret,
  keyIdFor,
  mintKey,
  parseKeyId,
  readKey,
} from './api-key.ts'
export type { ApiKey, KeyId, KeyRefusal, Scope } from './api-key.ts'
export { addAlias } from './alias.ts'
export type { ArticleAlias } from './alias.ts'
export { articleId, parseArticleId } from './article-id.ts'
export type { ArticleId } from './article-id.ts'
export { REMEMBERED_REQUESTS, isVisible, wasVisible } from './article.ts'
export type {
  Article,
  ArticleContent,
  ArticleImage,
  ArticleStatus,
  Baseline,
  PrintedPageTrace,
  RememberedRequest,
  StoredArticle,
} from './article.ts'
export { categoryKey } from './category.ts'
export { changedMembers } from './changed-members.ts'
export { digestOf, sameJson } from './digest.ts'
export type { Digest } from './digest.ts'
export type { Erasure } from './erasure.ts'
export { findRequest } from './kept-request.ts'
export type { KeptRequest } from './kept-request.ts'
export { ARTICLE_LANGUAGES } from './language.ts'
export type { ArticleLanguage } from './language.ts'
export { publish } from './publish.ts'
export type { PublishCommand } from './publish.ts'
export { escapeHtml, paragraphsToHtml, plainText } from './plain-text.ts'
export { parseSlug } from './slug.ts'
export type { Slug, SlugRefusal } from './slug.ts'
export { findableSourceId, parseSourceId, sourceIdFromKey } from './source-id.ts'
export type { SourceId, SourceIdRefusal } from './source-id.ts'
export { cleanLine, cleanText } from './text.ts'
export { compareInstants, dayIn, isTimeZone, resolvePublicationTime, wholeSeconds } from './time.ts'
export type { DatePrecision, PublicationTime, ResolvedTime, TimeRefusal, TimeWarning } from './time.ts'
export { registerUniversity, rememberRegistering } from './university.ts'
export type { University, UniversityDecision, UniversityNames, UniversityProfile } from './university.ts'
export { release, restore, withdraw } from './withdraw.ts'
export { eventTime } from './write-request.ts'
export type {
  ETagCondition,
  RefusalCode,
  WriteAnswer,
  WriteDecision,
  WriteEventType,
  WriteRequest,
} from './write-request.ts'
