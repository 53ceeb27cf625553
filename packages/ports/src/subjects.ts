import { LogMisuseError } from './errors.ts'
import type { StreamSpec } from './log-record.ts'

/** Tokens divided by dots. `*` and `>` are wildcards on NATS, and white space ends a subject there. */
const SUBJECT = /^[^\s.*>\p{Cc}]+(?:\.[^\s.*>\p{Cc}]+)*$/u
const STREAM_NAME = /^[A-Z][A-Z0-9_]*$/
const CONSUMER_NAME = /^[A-Za-z0-9_-]+$/

/** Whether a pattern is a prefix, `article.kaznu.>`, and not an exact subject. */
export function isPrefix(pattern: string): boolean {
  return pattern.endsWith('.>')
}

/** `article.kaznu.>` takes `article.kaznu.1` and what is deeper, not `article.kaznu`. */
function matches(pattern: string, subject: string): boolean {
  return isPrefix(pattern) ? subject.startsWith(pattern.slice(0, -1)) : subject === pattern
}

/** Whether a pattern, or its absence, takes the subject. */
export function takes(pattern: string | undefined, subject: string): boolean {
  return pattern === undefined || matches(pattern, subject)
}

/** Throws `LogMisuseError` for what is no subject, and for one that the stream does not take. */
export function checkSubject(spec: StreamSpec, subject: string): void {
  if (!SUBJECT.test(subject)) throw new LogMisuseError(`not a subject: ${JSON.stringify(subject)}`)
  if (!spec.subjects.some((pattern) => matches(pattern, subject))) {
    throw new LogMisuseError(`${spec.name} does not take the subject ${subject}`)
  }
}

/** An exact subject or a prefix, to read by; anything else is a `LogMisuseError`. */
export function checkPattern(pattern: string): void {
  if (!SUBJECT.test(isPrefix(pattern) ? pattern.slice(0, -2) : pattern)) {
    throw new LogMisuseError(`neither a subject nor a prefix: ${JSON.stringify(pattern)}`)
  }
}

/** Throws `LogMisuseError` for a stream that no engine could open as it is described. */
export function checkSpec(spec: StreamSpec): void {
  if (!STREAM_NAME.test(spec.name)) throw new LogMisuseError(`not a name of a stream: ${spec.name}`)
  if (spec.subjects.length === 0) throw new LogMisuseError(`${spec.name} takes no subject`)
  for (const pattern of spec.subjects) checkPattern(pattern)
  if (spec.retention.kind === 'days' && !(spec.retention.days > 0)) {
    throw new LogMisuseError(`${spec.name} keeps records for ${spec.retention.days} days`)
  }
}

/** Letters, digits, `_` and `-`; anything else is a `LogMisuseError`. */
export function checkConsumerName(name: string): void {
  if (!CONSUMER_NAME.test(name)) throw new LogMisuseError(`not a name of a consumer: ${JSON.stringify(name)}`)
}
