import type { Delivery, DurableConsumer } from '@uniwire/ports'
import type { Pause } from './backoff.ts'
import { backoffMs, pause } from './backoff.ts'
import type { DeadLetterBox } from './dead-letters.ts'
import { SUSPICIOUS_ATTEMPTS, settleAlone, settleTogether } from './settle.ts'

/** What became of one delivery; a transient failure is thrown instead, as `EngineUnavailableError`. */
export type Applied = { readonly kind: 'done' } | { readonly kind: 'dead'; readonly reason: string }

export interface CompetingConsumerOptions {
  readonly consumer: DurableConsumer
  readonly deadLetters: DeadLetterBox
  readonly ackWaitMs: number
  readonly maxBatch: number
  /** One outcome per delivery, in order. */
  readonly apply: (deliveries: readonly Delivery[]) => Promise<readonly Applied[]>
  /** Called after every settled batch with the ack floor. */
  readonly onPosition: (position: number) => Promise<void>
  readonly onDead: (delivery: Delivery, reason: string) => void
  readonly onFailure: (error: unknown, retryInMs: number) => void
  /** Between two attempts. */
  readonly wait?: Pause
}

export interface CompetingConsumer extends AsyncDisposable {
  failing(): boolean
}

const PULL_WAIT_MS = 5_000

/**
 * Settles every event of a durable consumer: an engine that is away is waited for, for ever, with what
 * is held kept alive; an event that cannot be applied becomes a dead letter and blocks nobody (log §4).
 */
export function startCompetingConsumer(options: CompetingConsumerOptions): CompetingConsumer {
  const { consumer, maxBatch, onPosition, onFailure, wait = pause } = options
  const stopping = new AbortController()
  const { signal } = stopping
  let failures = 0
  let floor = -1

  /** `undefined` when it was stopped before it succeeded. */
  const persist = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    while (!signal.aborted) {
      try {
        const result = await work()
        failures = 0
        return result
      } catch (error) {
        failures += 1
        onFailure(error, backoffMs(failures))
        await wait(backoffMs(failures), signal)
      }
    }
    return undefined
  }
  const publishPosition = async () => {
    const position = await consumer.position()
    if (position === floor) return
    await onPosition(position)
    floor = position
  }
  const settleAll = async (deliveries: readonly Delivery[]) => {
    const ordinary = deliveries.filter(({ attempt }) => attempt <= SUSPICIOUS_ATTEMPTS)
    const suspicious = deliveries.filter(({ attempt }) => attempt > SUSPICIOUS_ATTEMPTS)
    const doubtful = (await persist(() => settleTogether(options, ordinary))) ?? []
    for (const delivery of [...doubtful, ...suspicious]) await persist(settleAlone(options, delivery))
  }
  const run = async () => {
    await persist(publishPosition)
    while (!signal.aborted) {
      const deliveries = await persist(() => consumer.pull({ max: maxBatch, waitMs: PULL_WAIT_MS, signal }))
      if (deliveries !== undefined && deliveries.length > 0) {
        await keepAlive(options, deliveries, () => settleAll(deliveries))
        if (signal.aborted) await handBack(options, deliveries)
      }
      await persist(publishPosition)
    }
  }
  const running = run()
  return {
    failing: () => failures > 0,
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await running
    },
  }
}

/** Says `working` for all that is held, as long as any of it is worked on or waited with. */
async function keepAlive(
  { consumer, ackWaitMs, onFailure }: CompetingConsumerOptions,
  held: readonly Delivery[],
  work: () => Promise<void>,
): Promise<void> {
  const sequences = sequencesOf(held)
  const everyMs = ackWaitMs / 3
  const timer = setInterval(() => {
    // What is settled by now is ignored.
    consumer.working(sequences).catch((error: unknown) => onFailure(error, everyMs))
  }, everyMs)
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
}

/** Whoever comes next need not wait for what this one leaves unsettled. */
async function handBack(
  { consumer, onFailure }: CompetingConsumerOptions,
  held: readonly Delivery[],
): Promise<void> {
  try {
    await consumer.retryAfter(sequencesOf(held), 0)
  } catch (error) {
    onFailure(error, 0)
  }
}

function sequencesOf(deliveries: readonly Delivery[]): readonly number[] {
  return deliveries.map(({ record }) => record.sequence)
}
