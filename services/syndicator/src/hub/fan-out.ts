import type { Delivery, EventLog } from '@uniwire/ports'
import type { DeadLetterBox, PositionGate } from '@uniwire/projection'
import { backoffMs, pause, startCompetingConsumer } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'

/** After a crash, the sweeps of the others have long found what was owed. */
const ACK_WAIT_MS = 10_000
const MAX_BATCH = 200
const CONSUMER = 'hub'
const STEP_MS = 500

export interface FanOutOptions {
  readonly log: EventLog
  readonly position: Pick<PositionGate, 'reached'>
  /** The feeds of this replica contain the events: what they owe can be delivered. */
  readonly onEvents: () => void
  readonly deadLetters: DeadLetterBox
  readonly tools: ServiceTools
}

export interface FanOut extends AsyncDisposable {
  /** Deliveries that events up to it owe have begun, at whichever replica. Throws LogUnavailableError. */
  position(): Promise<number>
}

/**
 * The durable competing consumer `hub`: of several replicas, one begins the deliveries of an event. What an
 * event owes is told by the feeds and the subscriptions themselves, so an event is settled once its
 * deliveries could begin; those that do not are found by a sweep (log §7).
 */
export async function startFanOut(options: FanOutOptions): Promise<FanOut> {
  const { log, tools } = options
  const stopping = new AbortController()
  let restarting: Promise<void> = Promise.resolve()
  /** What the consumer settled was another log's: it begins anew, and what is owed is told anew. */
  const onReplaced = (reason: string) => {
    tools.logger.warn({ event: 'log-replaced', reason }, `the hub begins anew: ${reason}`)
    restarting = restart()
  }
  const restart = async () => {
    for (let failures = 1; !stopping.signal.aborted; failures += 1) {
      try {
        await running[Symbol.asyncDispose]()
        await log.removeConsumer(CONSUMER)
        running = await begin(options, stopping.signal, onReplaced)
        return
      } catch (error) {
        tools.logger.warn({ err: error, event: 'fan-out-failed' }, 'the hub waits for the log')
        await pause(backoffMs(failures), stopping.signal)
      }
    }
  }
  let running = await begin(options, stopping.signal, onReplaced)
  return {
    position: () => running.position(),
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await restarting
      await running[Symbol.asyncDispose]()
    },
  }
}

async function begin(
  options: FanOutOptions,
  signal: AbortSignal,
  onReplaced: (reason: string) => void,
): Promise<FanOut> {
  const { log, position, onEvents, deadLetters, tools } = options
  const consumer = await log.consumer({ name: CONSUMER, ackWaitMs: ACK_WAIT_MS })
  const apply = async (deliveries: readonly Delivery[]) => {
    const last = Math.max(...deliveries.map(({ record }) => record.sequence))
    while (!(await position.reached(last, STEP_MS)) && !signal.aborted);
    onEvents()
    return deliveries.map(() => ({ kind: 'done' }) as const)
  }
  const running = startCompetingConsumer({
    consumer,
    log,
    onReplaced,
    deadLetters,
    ackWaitMs: ACK_WAIT_MS,
    maxBatch: MAX_BATCH,
    apply,
    onPosition: async (reached) => tools.metrics.positions.set({ projection: 'hub' }, reached),
    onDead: ({ record }, reason) =>
      tools.logger.error(
        { event: 'dead-letter', sequence: record.sequence, reason },
        'an event was given up',
      ),
    onFailure: (error, retryInMs) =>
      tools.logger.warn({ err: error, event: 'fan-out-failed', retryInMs }, 'the hub waits for the log'),
  })
  return {
    position: () => consumer.position(),
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]()
      await consumer[Symbol.asyncDispose]()
    },
  }
}
