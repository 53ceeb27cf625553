import { STREAMS } from '@uniwire/events'
import type { EventLogs } from '@uniwire/ports'
import type { Service, ServiceTools } from '@uniwire/service-kit'
import type { SetAlarm } from './alarm.ts'
import { setTimerAlarm } from './alarm.ts'
import { intakeApp } from './app.ts'
import { createArticleWriter } from './article-writer.ts'
import { createAuthoriser } from './authorise.ts'
import { cacheLast } from './cached-last.ts'
import type { IntakeConfig } from './config.ts'
import { followEvents } from './consumer.ts'
import { createKeyOwners } from './key-owners.ts'
import { createKeys, keyOf } from './keys.ts'
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
  const { now, newId } = tools
  const log = await logs.open(STREAMS.log)
  const keyLog = await logs.open(STREAMS.keys)

  const universityCache = cacheLast({ log, monotonicMs, read: universityOf })
  const universities = createUniversities({ log, cache: universityCache, now, newId })
  const keyCache = cacheLast({ log: keyLog, monotonicMs, read: keyOf })
  const keys = createKeys({ log: keyLog, cache: keyCache, now, newId, randomBytes })
  const owners = createKeyOwners()
  const authoriser = createAuthoriser({ operatorKey: config.operatorKey, keys, owners, universities, now })
  const writer = createArticleWriter({ log, now, newId })
  const events = await followEvents({ log, keyLog, writer, owners, setAlarm, tools })

  return {
    app: intakeApp({ config, service: createIntakeService(writer), authoriser, universities, keys }),
    checks: [{ name: 'intake', check: async () => ({ ready: (await log.end()) >= 0 }) }],
    [Symbol.asyncDispose]: () => events[Symbol.asyncDispose](),
  }
}
