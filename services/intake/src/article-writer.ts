import { articleSubject, readEvent, toRecord } from '@uniwire/events'
import type { ArticleId, Slug, StoredArticle, WriteAnswer, WriteDecision } from '@uniwire/newsroom'
import { eventTime } from '@uniwire/newsroom'
import { isArticleEvent } from '@uniwire/projection'
import type { EventLog, LogRecord } from '@uniwire/ports'
import { LogUnavailableError, MAX_PAYLOAD_BYTES } from '@uniwire/ports'
import { ProblemError } from '@uniwire/service-kit'
import { oneAtATime } from './one-at-a-time.ts'
import { refusal } from './refusal.ts'

export interface WriteContext {
  readonly actor?: string | undefined
  readonly traceparent?: string | undefined
}

export interface WriteTarget {
  readonly university: Slug
  readonly id: ArticleId
}

type Decide = (stored: StoredArticle | undefined, at: string) => WriteDecision

export interface ArticleWriter {
  /** Sees every write acknowledged before the call. */
  read(university: Slug, id: ArticleId): Promise<StoredArticle | undefined>
  /**
   * Reads, decides, appends; decides again when another writer was faster. `at` is the event's time.
   * Throws the decision's refusal as a problem.
   */
  write(article: WriteTarget, decide: Decide, context: WriteContext): Promise<WriteAnswer>
  /** What `write` would answer now, without writing; a new event's sequence is 0. */
  tryOut(article: WriteTarget, decide: Decide): Promise<WriteAnswer>
}

/** Writers of other processes that may come first before this one gives up and asks to be called again. */
const MOST_CONFLICTS = 50

export function createArticleWriter(options: {
  readonly log: EventLog
  readonly now: () => string
  readonly newId: () => string
}): ArticleWriter {
  const { log, now, newId } = options
  const inTurn = oneAtATime()
  const read = async (university: Slug, id: ArticleId) => {
    const record = await log.last(articleSubject(university, id))
    return record === undefined ? undefined : storedArticle(record)
  }
  const attempt: ArticleWriter['write'] = async ({ university, id }, decide, context) => {
    for (let conflicts = 0; conflicts < MOST_CONFLICTS; conflicts += 1) {
      const stored = await read(university, id)
      const at = eventTime(now(), stored?.at)
      const decision = decide(stored, at)
      if (decision.kind === 'refused') throw refusal(decision.code)
      if (decision.kind === 'settled') return decision.answer
      const { type, article } = decision
      const subject = articleSubject(university, id)
      const expected = stored?.sequence ?? 0
      const event = { type, subject, expected, payload: article, id: newId(), time: at, source: '/intake' }
      const record = toRecord({ ...event, ...context })
      // Each field is within its limit; together, or written as JSON, they may still be more than a log takes.
      if (Buffer.byteLength(record.payload) > MAX_PAYLOAD_BYTES) {
        throw new ProblemError({ code: 'body-too-large', maxBytes: MAX_PAYLOAD_BYTES })
      }
      const outcome = await log.append(record)
      if (outcome.ok) {
        const { version, status } = article
        return { version, status, sequence: outcome.sequence, created: stored === undefined }
      }
    }
    throw new LogUnavailableError(`${MOST_CONFLICTS} writers in a row were faster`)
  }
  return {
    read,
    async tryOut({ university, id }, decide) {
      const stored = await read(university, id)
      const decision = decide(stored, eventTime(now(), stored?.at))
      if (decision.kind === 'refused') throw refusal(decision.code)
      if (decision.kind === 'settled') return decision.answer
      const { version, status } = decision.article
      return { version, status, sequence: 0, created: stored === undefined }
    },
    write: (article, decide, context) => inTurn(article.id, () => attempt(article, decide, context)),
  }
}

function storedArticle(record: LogRecord): StoredArticle {
  const read = readEvent(record)
  if (read.kind !== 'event' || !isArticleEvent(read.event)) {
    // Deciding on top of an event that cannot be read could undo what a newer release wrote.
    throw new LogUnavailableError(
      `event ${record.sequence} (${record.envelope.type}) cannot be read by this release`,
    )
  }
  return { article: read.event.payload, sequence: record.sequence, at: record.envelope.time }
}
