import { setTimeout as delay } from 'node:timers/promises'
import { EngineUnavailableError, LogUnavailableError } from '@uniwire/ports'
import type { Logger } from 'pino'

/** Which settings lead to the engines of a service; a failure is told by their names. */
export interface EngineNames {
  readonly log: 'NATS_URL'
  readonly engine?: 'ELASTICSEARCH_URL' | 'REDIS_URL'
}

export interface StartOptions<T> {
  readonly engines: EngineNames
  /** Opens the engines and what stands on them; what it opened it leaves in `opened`. */
  readonly compose: (opened: AsyncDisposableStack) => Promise<T>
  readonly logger: Logger
  /** What is being waited for, for whoever asks `/readyz`. */
  readonly onWaiting: (detail: string) => void
  readonly stopping: AbortSignal
}

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 10_000

/**
 * Composes, again and again while an engine is away or refuses: whoever runs the process would only start it
 * again, and see less. Any other error is thrown, and so is the reason of `stopping`.
 */
export async function startEngines<T>({
  engines,
  compose,
  logger,
  onWaiting,
  stopping,
}: StartOptions<T>): Promise<{ readonly composed: T; readonly opened: AsyncDisposableStack }> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    try {
      await using opened = new AsyncDisposableStack()
      return { composed: await compose(opened), opened: opened.move() }
    } catch (error) {
      stopping.throwIfAborted()
      const setting = settingOf(error, engines)
      if (setting === undefined || !(error instanceof Error)) throw error
      const detail = `waiting for the engine at ${setting}: ${error.message}`
      onWaiting(detail)
      logger.warn({ event: 'engine-away', setting, reason: error.message, retryInMs: waitMs }, detail)
      await delay(waitMs, undefined, { signal: stopping })
    }
  }
}

function settingOf(error: unknown, engines: EngineNames): string | undefined {
  if (error instanceof LogUnavailableError) return engines.log
  return error instanceof EngineUnavailableError ? engines.engine : undefined
}
