import { randomUUID } from 'node:crypto'
import type { Context, Hono } from 'hono'
import type { Logger } from 'pino'
import { explainFailure } from './explain-failure.ts'
import { healthApp } from './health.ts'
import { createLogger } from './logger.ts'
import { createMetrics } from './metrics.ts'
import type { Metrics } from './metrics.ts'
import { createOrigin } from './origin.ts'
import type { Origin } from './origin.ts'
import { ProblemError } from './problem.ts'
import { listen, stopSignal } from './run.ts'
import type { Service, ServiceTools } from './service.ts'
import { serviceApp } from './service-app.ts'
import type { ServiceEnv } from './service-env.ts'
import { startEngines } from './start-engines.ts'
import type { EngineNames } from './start-engines.ts'

/** What every service of the distributed composition is told. */
export interface ServerConfig {
  readonly host: string
  readonly port: number
  readonly logLevel: string
}

export interface ComposeParts<C> {
  readonly config: C
  readonly tools: ServiceTools
  /** Closes what is opened, in reverse: when an attempt fails, and at the end. */
  readonly opened: AsyncDisposableStack
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicMs: () => number
  /** Notes of an engine that an operator wants to see. */
  readonly onNotice: (notice: { readonly kind: string }) => void
  /** Failures of an engine that nobody waits for. */
  readonly onError: (error: unknown) => void
}

export interface ServiceRun<C extends ServerConfig> {
  readonly name: string
  /** Throws ConfigError. */
  readonly config: () => C
  readonly engines: EngineNames
  readonly compose: (
    parts: ComposeParts<C>,
  ) => Promise<Service & { readonly notFoundPage?: (context: Context<ServiceEnv>) => Response }>
}

/**
 * One service as a process: it listens at once, waits for its engines with `/healthz` 200 and `/readyz` 503,
 * serves, and at SIGINT or SIGTERM lets what is under way end. A setting that cannot be used, or a port that
 * is taken, ends it with a sentence on standard error and exit code 1.
 */
export async function runService<C extends ServerConfig>(run: ServiceRun<C>): Promise<void> {
  try {
    const config = run.config()
    const readable = process.stdout.isTTY
    await serve(run, config, createLogger({ service: run.name, level: config.logLevel, readable }))
  } catch (error) {
    process.stderr.write(`${run.name}: ${explainFailure(error)}`)
    process.exitCode = 1
  }
}

async function serve<C extends ServerConfig>(run: ServiceRun<C>, config: C, logger: Logger): Promise<void> {
  const monotonicMs = () => performance.now()
  const metrics = createMetrics()
  const ownMetrics = new Set(metrics.registry.getMetricsAsArray().map(({ name }) => name))
  const tools = { logger, metrics, now: () => new Date().toISOString(), newId: randomUUID }
  const asked = new AbortController()
  const stopped = stopSignal(logger).then(() => asked.abort())
  const originOf = (parts: Parameters<typeof serviceOrigin>[0]) =>
    serviceOrigin(parts, { tools, monotonicMs })
  const stopping = () => asked.signal.aborted

  let waitingFor = 'waiting for the engines'
  let origin = originOf({
    app: notYet(),
    checks: [{ name: run.name, check: () => Promise.resolve({ ready: false, detail: waitingFor }) }],
    stopping,
  })
  await using composition = new AsyncDisposableStack()
  // Disposed before the composition: what is being answered needs it.
  await using server = await listen(
    {
      fetch: (request, env, context) => origin.fetch(request, env, context),
      direct: (incoming, outgoing, app) => origin.direct(incoming, outgoing, app),
    },
    config,
  )
  logger.info({ event: 'listening', port: server.port }, 'listening')

  const starting = startEngines({
    engines: run.engines,
    compose(opened) {
      forgetAttempt(metrics, ownMetrics)
      return run.compose({ config, tools, opened, monotonicMs, ...engineLog(logger) })
    },
    logger,
    onWaiting: (detail) => (waitingFor = detail),
    stopping: asked.signal,
  })
  const started = await Promise.race([starting, stopped])
  if (started === undefined) {
    // An attempt that is under way may wait for its engine for ever, and has answered nobody.
    process.exit(0)
  }
  composition.use(started.opened)
  origin = originOf({ ...started.composed, stopping })
  logger.info({ event: 'started', port: server.port }, 'ready to serve')
  await stopped
}

function engineLog(logger: Logger): Pick<ComposeParts<unknown>, 'onNotice' | 'onError'> {
  return {
    onNotice: (notice) =>
      logger.warn({ event: `engine-${notice.kind}`, ...notice }, `engine: ${notice.kind}`),
    onError: (error) => logger.warn({ err: error, event: 'engine-failed' }, 'an engine failed'),
  }
}

interface OriginParts extends Pick<Service, 'app' | 'direct' | 'checks'> {
  readonly notFoundPage?: (context: Context<ServiceEnv>) => Response
  readonly stopping: () => boolean
}

function serviceOrigin(
  { app, direct, checks, notFoundPage, stopping }: OriginParts,
  { tools, monotonicMs }: { readonly tools: ServiceTools; readonly monotonicMs: () => number },
): Origin {
  const { logger, metrics, newId } = tools
  return createOrigin({
    apps: [healthApp({ checks, registry: metrics.registry, stopping }), app],
    direct,
    logger,
    metrics: metrics.requests,
    newRequestId: newId,
    monotonicMs,
    ...(notFoundPage !== undefined && { notFoundPage }),
  })
}

/** Answers everything but health while the engines are away. */
function notYet(): Hono<ServiceEnv> {
  const app = serviceApp()
  app.all('*', () => {
    throw new ProblemError({ code: 'not-ready', retryAfterSeconds: 1 })
  })
  return app
}

/** What a failed attempt registered would refuse the next one's. */
function forgetAttempt({ registry }: Metrics, own: ReadonlySet<string>): void {
  for (const { name } of registry.getMetricsAsArray()) if (!own.has(name)) registry.removeSingleMetric(name)
}
