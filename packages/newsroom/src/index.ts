export { compareInstants, dayIn, isTimeZone, resolvePublicationTime, wholeSeconds } from './time.ts'
export type { DatePrecision, PublicationTime, ResolvedTime, TimeRefusal, TimeWarning } from './time.ts'
