import { articleSubject, toRecord } from '@uniwire/events'
import type { ArticleId, StoredArticle, WriteDecision } from '@uniwire/newsroom'
import type { NewRecord } from '@uniwire/ports'
import { MAX_PAYLOAD_BYTES } from '@uniwire/ports'
import { ProblemError } from '@uniwire/service-kit'
import type { WriteTarget } from './article-state.ts'
import type { WriteContext } from './write-context.ts'

/** The event of a decision, as the log takes it; throws `body-too-large`. */
export function articleRecord(written: {
  readonly target: WriteTarget
  /** The article's own, also when it was called by an alias. */
  readonly id: ArticleId
  readonly stored: StoredArticle | undefined
  readonly decision: Extract<WriteDecision, { kind: 'append' }>
  readonly at: string
  readonly eventId: string
  readonly context: WriteContext
}): NewRecord {
  const { target, id, stored, decision, at, eventId, context } = written
  const { type, article } = decision
  const subject = articleSubject(target.university, id)
  const expected = stored?.sequence ?? 0
  const event = { type, subject, expected, payload: article, id: eventId, time: at, source: '/intake' }
  const { actor, traceparent } = context
  const record = toRecord({ ...event, actor, traceparent })
  // Each field is within its limit; together, or written as JSON, they may still be more than a log takes.
  if (Buffer.byteLength(record.payload) > MAX_PAYLOAD_BYTES) {
    throw new ProblemError({ code: 'body-too-large', maxBytes: MAX_PAYLOAD_BYTES })
  }
  return record
}
