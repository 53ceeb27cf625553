import { STREAMS } from '@uniwire/events'
import type { EventLogs } from '@uniwire/ports'
import { createDeadLetterBox } from '@uniwire/projection'
import type { Position, Service, ServiceTools } from '@uniwire/service-kit'
import { syndicatorApp } from './app.ts'
import type { SyndicatorConfig } from './config.ts'
import { startFeedProjection } from './consumer.ts'
import { feedsReadiness } from './readiness.ts'
import { createFeedService } from './service.ts'

export interface SyndicatorOptions extends SyndicatorConfig {
  readonly logs: EventLogs
  readonly tools: ServiceTools
}

export interface Syndicator extends Service {
  /** Last sequence of the log that every feed contains. */
  readonly position: Position
}

/** The log as feeds, lists of feeds, sitemaps and `/v1/changes`. Rejects when the log cannot be opened. */
export async function createSyndicator(options: SyndicatorOptions): Promise<Syndicator> {
  const { logs, tools, publicUrl, databaseFile } = options
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
  return {
    app: syndicatorApp({ service, projection, now }),
    checks: [feedsReadiness(projection, log, now)],
    position: projection.position,
    [Symbol.asyncDispose]: () => projection[Symbol.asyncDispose](),
  }
}
