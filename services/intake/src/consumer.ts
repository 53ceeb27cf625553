import type { EventLog } from '@uniwire/ports'
import { startFollower } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import type { SetAlarm } from './alarm.ts'
import type { ArticleWriter } from './articles/article-writer.ts'
import type { PagesSeen } from './boilerplate/pages-seen.ts'
import type { Erasures } from './erasing/erasures.ts'
import type { ArticleFollower } from './follow-articles.ts'
import { followArticles } from './follow-articles.ts'
import type { createKeyOwners } from './keys/key-owners.ts'
import { createReleaser } from './release.ts'
import { openIntakeStore } from './store/open-store.ts'

/**
 * Events in: the embargoes that are to end, the erasures that are to be finished, the pages that were seen, and whose
 * keys there are.
 * Resolves once every key is known; embargoes may come late, never early.
 */
export async function followEvents(options: {
  readonly log: EventLog
  readonly keyLog: EventLog
  readonly dead: EventLog
  readonly writer: ArticleWriter
  readonly erasures: Erasures
  readonly pages: PagesSeen
  readonly owners: ReturnType<typeof createKeyOwners>
  readonly setAlarm: SetAlarm
  /** Path of this process's own `intake-store.db`, or `:memory:`. */
  readonly databaseFile: string
  readonly tools: ServiceTools
}): Promise<ArticleFollower> {
  const { log, keyLog, dead, writer, erasures, pages, owners, setAlarm, databaseFile, tools } = options
  const { now, logger, metrics } = tools
  const onFailure = (error: unknown) =>
    logger.warn({ err: error, event: 'intake-follow-failed' }, 'the log did not answer')
  const onUnread = (kind: 'unknown' | 'unreadable') =>
    (kind === 'unknown' ? metrics.skipped : metrics.deadLetters).inc({ projection: 'embargoes' })
  const releaser = createReleaser({ writer, now, setAlarm, onFailure, onUnread })
  const store = openIntakeStore(databaseFile)
  const articles = followArticles({ log, store, releaser, erasures, pages, onFailure })
  const letters = startFollower({
    log: dead,
    apply: (page) => erasures.applyDead(page),
    onReplaced: () => erasures.forgetLetters(),
    onFailure,
  })
  const keys = startFollower({
    log: keyLog,
    apply: (page) => owners.apply(page),
    onReplaced: () => owners.forget(),
    onFailure,
  })
  await keys.caughtUp()
  return {
    position: articles.position,
    async [Symbol.asyncDispose]() {
      await Promise.all([articles[Symbol.asyncDispose](), letters[Symbol.asyncDispose]()])
      await releaser[Symbol.asyncDispose]()
      await keys[Symbol.asyncDispose]()
      store[Symbol.dispose]()
    },
  }
}
