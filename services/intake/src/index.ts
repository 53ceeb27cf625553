import { STREAMS } from '@uniwire/events'
import type { EventLogs } from '@uniwire/ports'
import { keptLetters } from '@uniwire/projection'
import type { Service, ServiceTools } from '@uniwire/service-kit'
import type { SetAlarm } from './alarm.ts'
import { setTimerAlarm } from './alarm.ts'
import { intakeApp } from './app.ts'
import type { FetchService } from './arrivals.ts'
import { createArrivals } from './arrivals.ts'
import { createAliases } from './articles/aliases.ts'
import { createArticleWriter } from './articles/article-writer.ts'
import { createBoilerplate } from './boilerplate/boilerplate.ts'
import { createPagesSeen } from './boilerplate/pages-seen.ts'
import { cacheLast } from './cached-last.ts'
import type { IntakeConfig } from './config.ts'
import { followEvents } from './consumer.ts'
import { createErasures } from './erasing/erasures.ts'
import { createRetryQueue } from './erasing/retry-queue.ts'
import { createImportLane } from './imports/import-lane.ts'
import { createLineWriter } from './imports/write-lines.ts'
import { createAuthoriser } from './keys/authorise.ts'
import { createKeyOwners } from './keys/key-owners.ts'
import type { KeyUses } from './keys/key-uses.ts'
import { createKeyUses } from './keys/key-uses.ts'
import { createKeys, keyOf } from './keys/keys.ts'
import { createFairTurns } from './limits/fair-turns.ts'
import type { Rate } from './limits/rate-limit.ts'
import { createRateLimit } from './limits/rate-limit.ts'
import { createIntakeService } from './service.ts'
import { createUniversities, universityOf } from './universities.ts'

export interface IntakeOptions {
  readonly logs: EventLogs
  readonly config: IntakeConfig
  readonly tools: ServiceTools
  readonly randomBytes: (count: number) => Uint8Array
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicMs: () => number
  readonly fetchService: FetchService
  /** Wakes the releaser of embargoes; a timer unless told. */
  readonly setAlarm?: SetAlarm
  /** Of the writes of one key; generous unless told. */
  readonly writeRate?: Rate | undefined
}

/** The way in: its only store is the log, of which it may remember what a start would look for in all of it. */
export async function createIntake(options: IntakeOptions): Promise<Service> {
  const { logs, config, tools, randomBytes, monotonicMs, fetchService, setAlarm = setTimerAlarm } = options
  const { logger, now, newId } = tools
  const log = await logs.open(STREAMS.log)
  const keyLog = await logs.open(STREAMS.keys)
  const dead = await logs.open(STREAMS.dead)
  const keyUseLog = await logs.open(STREAMS.keyUses)

  const universityCache = cacheLast({ log, monotonicMs, read: universityOf })
  const universities = createUniversities({ log, cache: universityCache, now, newId })
  const keyCache = cacheLast({ log: keyLog, monotonicMs, read: keyOf })
  const keys = createKeys({ log: keyLog, cache: keyCache, now, newId, randomBytes })
  const owners = createKeyOwners()
  const keyUses = createKeyUses({
    log: keyUseLog,
    now,
    newId,
    monotonicMs,
    onFailure: (error) =>
      logger.warn({ err: error, event: 'key-use-unwritten' }, 'the use of a key was not written down'),
  })
  const { operatorKey } = config
  const onUse: KeyUses['note'] = (university, id) => keyUses.note(university, id)
  const authoriser = createAuthoriser({ operatorKey, keys, owners, universities, onUse, now })
  const writer = createArticleWriter({ log, now, newId })
  const queue = createRetryQueue((error, retryInMs) =>
    logger.error({ err: error, event: 'erasure-waits', retryInMs }, 'what is to be erased is still there'),
  )
  const erasures = createErasures({ log, dead, now, newId, queue })
  const aliases = createAliases({ log, now, newId })
  const letters = keptLetters(dead)
  const arrivals = createArrivals({
    log,
    letters,
    fetchService,
    onFailure: (asked, error) =>
      logger.warn({ err: error, event: 'position-unknown', asked }, 'a service did not say its position'),
  })
  const service = createIntakeService({ log, writer, erasures, aliases, arrivals, keys })
  const lane = createImportLane(monotonicMs)
  const imports = { lane, lines: createLineWriter({ log, writer, lane, now, newId }), newId }
  const { databaseFile = ':memory:' } = config
  const pages = createPagesSeen()
  const events = await followEvents({
    log,
    keyLog,
    dead,
    writer,
    erasures,
    pages,
    owners,
    setAlarm,
    databaseFile,
    tools,
  })
  const boilerplate = createBoilerplate({ log, pages, position: events.position })

  return {
    app: intakeApp({
      config,
      service,
      authoriser,
      universities,
      keys,
      keyUses,
      imports,
      turns: createFairTurns(),
      writeRate: createRateLimit(monotonicMs, options.writeRate),
      boilerplate,
      letters,
    }),
    checks: [{ name: 'intake', check: async () => ({ ready: (await log.end()) >= 0 }) }],
    async [Symbol.asyncDispose]() {
      await events[Symbol.asyncDispose]()
      await queue[Symbol.asyncDispose]()
      await keyUses[Symbol.asyncDispose]()
    },
  }
}
