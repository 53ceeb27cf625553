import { readArticleSubject } from '@uniwire/events'
import type { EventLog, LogPage, LogRecord } from '@uniwire/ports'
import type { DeadLetterBox, Follower } from '@uniwire/projection'
import { isArticleEvent, readPage, startFollower } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import type { ArticleRegistry } from './article-registry.ts'

export const PROJECTION = 'views'

/** Follows the log from its beginning into the registry, which lives in memory and nowhere else. */
export function followArticles(options: {
  readonly log: EventLog
  readonly registry: ArticleRegistry
  readonly deadLetters: DeadLetterBox
  readonly tools: ServiceTools
}): Follower {
  const { log, registry, deadLetters, tools } = options
  const { logger, metrics } = tools
  const unread = {
    onUnknown: () => metrics.skipped.inc({ projection: PROJECTION }),
    onUnreadable: async (record: LogRecord, reason: string) => {
      // A withdrawal holds even where its content cannot be read: the envelope says enough (log §4).
      const subject = readArticleSubject(record.subject)
      if (record.envelope.type === 'article.withdrawn' && subject !== undefined) registry.hide(subject.id)
      await deadLetters.write(record, reason)
      metrics.deadLetters.inc({ projection: PROJECTION })
    },
  }
  const apply = async (page: LogPage) => {
    for (const record of page.records) {
      // One by one, so that what cannot be read takes its place among its neighbours.
      for (const event of await readPage({ records: [record], position: record.sequence }, unread)) {
        if (isArticleEvent(event)) registry.put(event.payload)
      }
    }
    metrics.positions.set({ projection: PROJECTION }, page.position)
  }
  return startFollower({
    log,
    after: 0,
    apply,
    onFailure: (error, retryInMs) =>
      logger.warn({ event: 'follow-failed', err: error, retryInMs }, 'the log cannot be followed'),
  })
}
