import type { EventLog } from '@uniwire/ports'
import { startFollower } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import type { SetAlarm } from './alarm.ts'
import type { ArticleWriter } from './article-writer.ts'
import type { createKeyOwners } from './key-owners.ts'
import { createReleaser } from './release.ts'

/**
 * Events in: the embargoes that are to end, and whose keys there are. Resolves once every key is known;
 * embargoes may come late, never early.
 */
export async function followEvents(options: {
  readonly log: EventLog
  readonly keyLog: EventLog
  readonly writer: ArticleWriter
  readonly owners: ReturnType<typeof createKeyOwners>
  readonly setAlarm: SetAlarm
  readonly tools: ServiceTools
}): Promise<AsyncDisposable> {
  const { log, keyLog, writer, owners, setAlarm, tools } = options
  const { now, logger, metrics } = tools
  const onFailure = (error: unknown) =>
    logger.warn({ err: error, event: 'intake-follow-failed' }, 'the log did not answer')
  const onUnread = (kind: 'unknown' | 'unreadable') =>
    (kind === 'unknown' ? metrics.skipped : metrics.deadLetters).inc({ projection: 'embargoes' })
  const releaser = createReleaser({ writer, now, setAlarm, onFailure, onUnread })
  const embargoes = startFollower({ log, after: 0, apply: (page) => releaser.apply(page), onFailure })
  const keys = startFollower({ log: keyLog, after: 0, apply: (page) => owners.apply(page), onFailure })
  await keys.caughtUp()
  return {
    async [Symbol.asyncDispose]() {
      await embargoes[Symbol.asyncDispose]()
      await releaser[Symbol.asyncDispose]()
      await keys[Symbol.asyncDispose]()
    },
  }
}
