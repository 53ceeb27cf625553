export { asyncApiDocument } from './asyncapi.ts'
export type { DeadLetter } from './dead-letter-schema.ts'
export { readEvent, toRecord } from './event.ts'
export type { DomainEvent, EventOf, NewEvent, ReadEvent } from './event.ts'
export type { EventType, PayloadOf } from './schemas.ts'
export {
  STREAMS,
  UNIVERSITY_SUBJECTS,
  articleSubject,
  deadSubject,
  keySubject,
  keyUseSubject,
  readArticleSubject,
  totalsSubject,
  trySubject,
  universitySubject,
} from './streams.ts'
export type { TotalsPayload } from './totals-schema.ts'
