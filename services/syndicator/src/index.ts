import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import { STREAMS } from '@uniwire/events'
import type { EventLogs } from '@uniwire/ports'
import { catchUpCheck, createDeadLetterBox } from '@uniwire/projection'
import type { Position, Service, ServiceTools } from '@uniwire/service-kit'
import { syndicatorApp } from './app.ts'
import { coarseNow } from './coarse-now.ts'
import type { SyndicatorConfig } from './config.ts'
import { startFeedProjection } from './consumer.ts'
import type { FetchIntake } from './http/ask-intake.ts'
import { directFeeds } from './http/direct-feeds.ts'
import { feedFinder } from './http/feed-finder.ts'
import type { FetchReader } from './http/search-feed.ts'
import { startHub } from './hub/hub.ts'
import { keepPollerCounts } from './pollers/kept-poller-counts.ts'
import { createFeedService } from './service.ts'

export interface SyndicatorOptions extends SyndicatorConfig {
  readonly logs: EventLogs
  readonly tools: ServiceTools
  /** Where keys are checked. */
  readonly fetchIntake: FetchIntake
  /** Where searches are answered. */
  readonly fetchReader: FetchReader
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicMs?: () => number
}

export interface Syndicator extends Service {
  /** Last sequence of the log that every feed contains. */
  readonly position: Position
}

/** The log as feeds, lists of feeds, sitemaps and `/v1/changes`. Rejects when the log cannot be opened. */
export async function createSyndicator(options: SyndicatorOptions): Promise<Syndicator> {
  await using opened = new AsyncDisposableStack()
  const { logs, tools, publicUrl, databaseFile, fetchIntake, fetchReader } = options
  const { allowPrivate = false, trustedProxies = 0, monotonicMs = () => performance.now() } = options
  const { now, newId } = tools
  const log = await logs.open(STREAMS.log)
  const dead = await logs.open(STREAMS.dead)
  const service = createFeedService({ database: () => projection.database(), publicUrl, now })
  const projection = await startFeedProjection({
    log,
    config: { publicUrl, databaseFile },
    deadLetters: createDeadLetterBox({ dead, projection: 'feeds', newId, now }),
    tools,
    onTouched: (touched) => service.invalidate(touched),
    onReset: () => service.reset(),
  })
  opened.use(projection)
  const hub = opened.use(
    await startHub({ log, logs, service, projection, publicUrl, allowPrivate, tools, monotonicMs }),
  )
  const pollers = opened.use(await keepPollerCounts({ file: besideFeeds(databaseFile), randomBytes, tools }))
  const findFeed = feedFinder({ service, pollers, coarseNow: coarseNow(now, monotonicMs) })
  const stack = opened.move()
  return {
    direct: [directFeeds({ findFeed, projection, now, trustedProxies })],
    app: syndicatorApp({
      service,
      projection,
      now,
      findFeed,
      hub: { hub, publicUrl, trustedProxies },
      pollers,
      fetchIntake,
      fetchReader,
    }),
    checks: [
      catchUpCheck({
        name: 'feeds',
        position: () => projection.position.current(),
        end: () => log.end(),
        complete: () => projection.complete(),
        monotonicMs,
      }),
    ],
    position: projection.position,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

/** Figures that are no projection: another release makes the feeds anew, and these go on. */
function besideFeeds(databaseFile: string): string | undefined {
  return databaseFile === ':memory:' ? undefined : join(dirname(databaseFile), 'feed-readers.json')
}
