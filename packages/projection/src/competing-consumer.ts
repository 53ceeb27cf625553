import type { Delivery, DurableConsumer } from '@uniwire/ports'
import { EngineUnavailableError } from '@uniwire/ports'
import { backoffMs, pause } from './backoff.ts'
import type { DeadLetterBox } from './dead-letters.ts'

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
}

export interface CompetingConsumer extends AsyncDisposable {
  failing(): boolean
}

/** After this many deliveries an event is suspected of ending the process: it is applied alone. */
const SUSPICIOUS_ATTEMPTS = 3
const MOST_TRIES = 3
const PULL_WAIT_MS = 5_000

/**
 * Settles every event of a durable consumer: an engine that is away is waited for, for ever, with what
 * is held kept alive; an event that cannot be applied becomes a dead letter and blocks nobody (log §4).
 */
export function startCompetingConsumer(options: CompetingConsumerOptions): CompetingConsumer {
  const { consumer, maxBatch, onPosition, onFailure } = options
  const stopping = new AbortController()
  const { signal } = stopping
  let failures = 0
  let floor = -1

  const persist = async (work: () => Promise<void>) => {
    while (!signal.aborted) {
      try {
        await work()
        failures = 0
        return
      } catch (error) {
        failures += 1
        onFailure(error, backoffMs(failures))
        await pause(backoffMs(failures), signal)
      }
    }
  }
  const publishPosition = async () => {
    const position = await consumer.position()
    if (position === floor) return
    await onPosition(position)
    floor = position
  }
  const run = async () => {
    await persist(publishPosition)
    while (!signal.aborted) {
      let deliveries: readonly Delivery[] = []
      await persist(async () => {
        deliveries = await consumer.pull({ max: maxBatch, waitMs: PULL_WAIT_MS, signal })
      })
      for (const group of inGroups(deliveries)) {
        await keepAlive(options, group, () => persist(() => settle(options, group)))
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

/** Together what came for the first times, each suspicious one alone. */
function inGroups(deliveries: readonly Delivery[]): readonly (readonly Delivery[])[] {
  const suspicious = deliveries.filter((each) => each.attempt > SUSPICIOUS_ATTEMPTS)
  const ordinary = deliveries.filter((each) => each.attempt <= SUSPICIOUS_ATTEMPTS)
  return [...(ordinary.length > 0 ? [ordinary] : []), ...suspicious.map((each) => [each])]
}

async function settle(options: CompetingConsumerOptions, group: readonly Delivery[]): Promise<void> {
  const [first] = group
  const alone = group.length === 1 && first !== undefined && first.attempt > SUSPICIOUS_ATTEMPTS
  if (!alone) return settleBatch(options, group)
  const { deadLetters } = options
  const { sequence } = first.record
  if ((await deadLetters.uncleared(sequence)) >= MOST_TRIES) return bury(options, first, 'crashes')
  await deadLetters.noteTry(sequence)
  try {
    await settleBatch(options, group)
  } catch (error) {
    // The engine is away: that is no crash of this event's making.
    if (error instanceof EngineUnavailableError) await deadLetters.clearTries(sequence)
    throw error
  }
  await deadLetters.clearTries(sequence)
}

async function settleBatch(options: CompetingConsumerOptions, group: readonly Delivery[]): Promise<void> {
  const outcomes = await options.apply(group)
  const done: number[] = []
  for (const [place, delivery] of group.entries()) {
    const outcome = outcomes[place]
    if (outcome?.kind === 'dead') await bury(options, delivery, outcome.reason)
    else if (outcome?.kind === 'done') done.push(delivery.record.sequence)
  }
  if (done.length > 0) await options.consumer.ack(done)
}

async function bury(options: CompetingConsumerOptions, delivery: Delivery, reason: string): Promise<void> {
  await options.deadLetters.write(delivery.record, reason)
  await options.consumer.term([delivery.record.sequence])
  options.onDead(delivery, reason)
}

/** Says `working` for what is held while an engine is waited for. */
async function keepAlive(
  { consumer, ackWaitMs, onFailure }: CompetingConsumerOptions,
  group: readonly Delivery[],
  work: () => Promise<void>,
): Promise<void> {
  const sequences = group.map((each) => each.record.sequence)
  const everyMs = ackWaitMs / 3
  const timer = setInterval(() => {
    consumer.working(sequences).catch((error: unknown) => onFailure(error, everyMs))
  }, everyMs)
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
}
