import type { EventLog, LiveViews, LogPage, SearchIndexWriter } from '@uniwire/ports'
import type { Follower } from '@uniwire/projection'
import { readPage, startFollower } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import { retryMs } from './retry.ts'

/** Brings the totals of views into the index: absolute values with a revision, so any order is safe (log §5). */
export function followTotals(totals: EventLog, writer: SearchIndexWriter, tools: ServiceTools): Follower {
  const unread = {
    onUnknown: () => tools.metrics.skipped.inc({ projection: 'popularity' }),
    onUnreadable: () => tools.metrics.deadLetters.inc({ projection: 'popularity' }),
  }
  return startFollower({
    log: totals,
    async apply(page: LogPage) {
      const views = new Map<string, LiveViews>()
      for (const event of await readPage(page, unread)) {
        if (event.type !== 'views.totalled') continue
        const { article: id, live, revision } = event.payload.totals
        if ((views.get(id)?.revision ?? -1) < revision) views.set(id, { id, live, revision })
      }
      if (views.size > 0) await writer.applyViews([...views.values()])
    },
    // Absolute values, whatever came before: the index that they go to is made anew with the log.
    onReplaced: () => undefined,
    retryMs,
    onFailure: (error, retryInMs) =>
      tools.logger.warn({ err: error, event: 'popularity-failed', retryInMs }, 'view totals wait'),
  })
}
