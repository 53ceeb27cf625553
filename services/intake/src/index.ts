import { STREAMS } from '@uniwire/events'
import { startFollower } from '@uniwire/projection'
import type { EventLogs } from '@uniwire/ports'
import type { Service, ServiceTools } from '@uniwire/service-kit'
import type { SetAlarm } from './alarm.ts'
import { setTimerAlarm } from './alarm.ts'
import { intakeApp } from './app.ts'
import { createArticleWriter } from './article-writer.ts'
import { createAuthoriser } from './authorise.ts'
import { cacheLast } from './cached-last.ts'
import type { IntakeConfig } from './config.ts'
import { createKeyOwners } from './key-owners.ts'
import { createKeys, keyOf } from './keys.ts'
import { createReleaser } from './release.ts'
import { createIntakeService } from './service.ts'
import { createUniversities, universityOf } from './universities.ts'

export interface IntakeOptions {
  readonly logs: EventLogs
  readonly config: IntakeConfig
  readonly tools: ServiceTools
  readonly randomBytes: (count: number) => Uint8Array
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicMs: () => number
  /** Wakes the releaser of embargoes; a timer unless told. */
  readonly setAlarm?: SetAlarm
}

/** The way in: its only store is the log. */
export async function createIntake(options: IntakeOptions): Promise<Service> {
  const { logs, config, tools, randomBytes, monotonicMs, setAlarm = setTimerAlarm } = options
  const { now, newId, logger } = tools
  const log = await logs.open(STREAMS.log)
  const keyLog = await logs.open(STREAMS.keys)

  const universityCache = cacheLast({ log, monotonicMs, read: universityOf })
  const universities = createUniversities({ log, cache: universityCache, now, newId })
  const keyCache = cacheLast({ log: keyLog, monotonicMs, read: keyOf })
  const keys = createKeys({ log: keyLog, cache: keyCache, now, newId, randomBytes })
  const owners = createKeyOwners()
  const authoriser = createAuthoriser({ operatorKey: config.operatorKey, keys, owners, universities, now })
  const writer = createArticleWriter({ log, now, newId })
  const onFailure = (error: unknown) =>
    logger.warn({ err: error, event: 'intake-follow-failed' }, 'the log did not answer')
  const { skipped, deadLetters } = tools.metrics
  const onUnread = (kind: 'unknown' | 'unreadable') =>
    (kind === 'unknown' ? skipped : deadLetters).inc({ projection: 'embargoes' })
  const releaser = createReleaser({ writer, now, setAlarm, onFailure, onUnread })
  const embargoes = startFollower({ log, after: 0, apply: (page) => releaser.apply(page), onFailure })
  const keyFollower = startFollower({ log: keyLog, after: 0, apply: (page) => owners.apply(page), onFailure })
  await keyFollower.caughtUp()

  return {
    app: intakeApp({ config, service: createIntakeService(writer), authoriser, universities, keys }),
    checks: [{ name: 'intake', check: async () => ({ ready: (await log.end()) >= 0 }) }],
    async [Symbol.asyncDispose]() {
      await embargoes[Symbol.asyncDispose]()
      await releaser[Symbol.asyncDispose]()
      await keyFollower[Symbol.asyncDispose]()
    },
  }
}
