import { UNIVERSITY_SUBJECTS } from '@uniwire/events'
import type { EventLog, LogPage } from '@uniwire/ports'
import type { Follower, UniversityRegistry } from '@uniwire/projection'
import { readPage, startFollower } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'

/** Events in: the names of universities, kept in memory. */
export function followUniversities(
  log: EventLog,
  registry: UniversityRegistry,
  tools: ServiceTools,
): Follower {
  const { metrics, logger } = tools
  const unread = {
    onUnknown: () => metrics.skipped.inc({ projection: 'registry' }),
    onUnreadable: () => metrics.deadLetters.inc({ projection: 'registry' }),
  }
  return startFollower({
    log,
    subject: UNIVERSITY_SUBJECTS,
    apply: async (page: LogPage) => (await readPage(page, unread)).forEach((event) => registry.apply(event)),
    onReplaced: () => registry.clear(),
    onFailure: (error, retryInMs) =>
      logger.warn({ err: error, event: 'registry-failed', retryInMs }, 'the registry of universities waits'),
  })
}
