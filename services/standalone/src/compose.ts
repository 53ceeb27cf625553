import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { copyDatabase, openEventLogs, openSearchIndex, openViewCounter } from '@uniwire/adapter-sqlite'
import { STREAMS } from '@uniwire/events'
import { createIndexer } from '@uniwire/indexer'
import { createIntake } from '@uniwire/intake'
import { createReader } from '@uniwire/reader'
import type { Origin, ServiceTools } from '@uniwire/service-kit'
import { createMetrics, createOrigin, healthApp } from '@uniwire/service-kit'
import { createSyndicator } from '@uniwire/syndicator'
import type { RobotList } from '@uniwire/views'
import { createViews } from '@uniwire/views'
import { operatorApp } from './operator-app.ts'

export interface Composition extends AsyncDisposable {
  readonly origin: Origin
  /** Nothing was ever written to this log. */
  readonly empty: boolean
}

export interface ComposeConfig {
  /** Without a slash at its end. */
  readonly publicUrl: string
  readonly dataFolder: string
  readonly trustedProxies: number
  /** For tests and closed networks. */
  readonly hubAllowPrivate: boolean
  readonly robots?: RobotList | undefined
}

/** All five services over the embedded engines, in one process, on one origin. */
export async function compose(
  config: ComposeConfig,
  operatorKey: string,
  logger: ServiceTools['logger'],
): Promise<Composition> {
  await using opened = new AsyncDisposableStack()
  const { publicUrl, dataFolder } = config
  const nowMs = () => Date.now()
  const monotonicMs = () => performance.now()
  const onError = (error: unknown) => logger.error({ err: error, event: 'engine-failed' }, 'an engine failed')
  const engine = { now: nowMs, newId: randomUUID, onError }
  const metrics = createMetrics()
  const tools = { logger, metrics, now: () => new Date().toISOString(), newId: randomUUID }

  const logs = opened.use(await openEventLogs({ ...engine, file: join(dataFolder, 'log.db'), isAlone: true }))
  const index = opened.use(await openSearchIndex({ ...engine, folder: dataFolder }))
  const counter = opened.use(await openViewCounter({ ...engine, file: join(dataFolder, 'views.db') }))
  const empty = (await (await logs.open(STREAMS.log)).end()) === 0

  let origin: Origin | undefined
  const fetchHere = async (path: string, init: RequestInit) => {
    if (origin === undefined) throw new Error('not composed yet')
    return origin.fetch(new Request(new URL(path, publicUrl), init))
  }
  const fetchService = (_: string, path: string, init: RequestInit) => fetchHere(path, init)
  const { trustedProxies } = config
  const viewsStore = join(dataFolder, 'views-store.db')
  const services = [
    await createIntake({
      logs,
      config: { publicUrl, operatorKey, databaseFile: join(dataFolder, 'intake-store.db') },
      tools,
      randomBytes,
      monotonicMs,
      fetchService,
    }),
    await createIndexer({ logs, index, config: { publicUrl, operatorKey }, tools, monotonicMs }),
    await createViews({
      logs,
      counter,
      config: { publicUrl, trustedProxies, databaseFile: viewsStore, operatorKey, robots: config.robots },
      tools,
      randomBytes,
      monotonicMs,
    }),
    await createSyndicator({
      logs,
      databaseFile: join(dataFolder, 'feeds.db'),
      publicUrl,
      trustedProxies,
      allowPrivate: config.hubAllowPrivate,
      tools,
      fetchIntake: fetchHere,
      fetchReader: fetchHere,
      monotonicMs,
    }),
  ].map((service) => opened.use(service))
  const reader = opened.use(
    await createReader({ logs, index, fetchViews: fetchHere, config: { publicUrl }, tools, monotonicMs }),
  )

  let stopping = false
  const checks = [...services, reader].flatMap((service) => service.checks)
  const health = healthApp({ checks, registry: metrics.registry, stopping: () => stopping })
  origin = createOrigin({
    apps: [
      health,
      operatorApp({ logs, dataFolder, operatorKey, copyDatabase }),
      ...services.map((service) => service.app),
      reader.app,
    ],
    direct: [...services, reader].flatMap((service) => service.direct ?? []),
    logger,
    metrics: metrics.requests,
    newRequestId: randomUUID,
    monotonicMs,
    notFoundPage: reader.notFoundPage,
  })
  const stack = opened.move()
  return {
    origin,
    empty,
    async [Symbol.asyncDispose]() {
      stopping = true
      await stack.disposeAsync()
    },
  }
}
