import type { EventLog } from '@uniwire/ports'
import type { Follower } from '@uniwire/projection'
import { placeAfter, startFollower } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import { beginning } from '../consumer.ts'
import type { LastTotals } from './last-totals.ts'
import type { LoggedRevisions } from './logged-revisions.ts'
import { readTotals } from './logged-totals.ts'
import type { ViewsStore } from '../store/open-store.ts'

/** Follows the totals that every replica publishes, from where the store has come to. */
export function followTotals(options: {
  readonly totals: EventLog
  readonly store: ViewsStore
  readonly revisions: LoggedRevisions
  readonly lasts: LastTotals
  readonly logger: ServiceTools['logger']
}): Follower {
  const { totals, store, revisions, lasts, logger } = options
  for (const { article, revision } of store.revisions()) revisions.raise(article, revision)
  return startFollower({
    log: totals,
    from: store.place('totals'),
    apply(page) {
      const records = page.records.flatMap((record) => {
        const payload = lasts.takeOwn(record.envelope.id) ?? readTotals(record)
        if (payload === undefined) return []
        lasts.renew(record, payload)
        return [{ sequence: record.sequence, payload }]
      })
      store.applyTotals(records, placeAfter(page, store.place('totals') ?? beginning(totals)))
      for (const { payload } of records) revisions.raise(payload.article, payload.totals.revision)
    },
    onReplaced(reason) {
      logger.warn({ event: 'totals-replaced', reason }, 'the totals are of another log: they are read anew')
      store.forget('totals')
      revisions.clear()
      lasts.clear()
    },
    onFailure: (error, retryInMs) =>
      logger.warn({ event: 'follow-failed', err: error, retryInMs }, 'the totals cannot be followed'),
  })
}
