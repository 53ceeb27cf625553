import type { Delivery } from '@uniwire/ports'
import { EngineUnavailableError, LogUnavailableError } from '@uniwire/ports'
import type { CompetingConsumerOptions } from './competing-consumer-options.ts'

/** After this many deliveries an event is suspected of ending the process: it is applied alone. */
export const SUSPICIOUS_ATTEMPTS = 3
const MOST_TRIES = 3

/**
 * Applies deliveries as one batch. Throws what is worth waiting for; any other failure has one of them for
 * a reason, so that they are given back, to be applied one by one.
 */
export async function settleTogether(
  options: CompetingConsumerOptions,
  deliveries: readonly Delivery[],
): Promise<readonly Delivery[]> {
  if (deliveries.length === 0) return []
  try {
    await settleBatch(options, deliveries)
    return []
  } catch (error) {
    if (isAway(error)) throw error
    options.onFailure(error, 0)
    return deliveries
  }
}

/**
 * One attempt after the other at a delivery that may be poison: call it again when it throws. One that is
 * suspected to end the process is noted before, and cleared after; found noted three times, it is a dead
 * letter. So is one that was applied three times and threw what no waiting mends.
 */
export function settleAlone(options: CompetingConsumerOptions, delivery: Delivery): () => Promise<void> {
  const { deadLetters } = options
  const { sequence } = delivery.record
  const suspicious = delivery.attempt > SUSPICIOUS_ATTEMPTS
  let noted = false
  let thrown = 0

  const attempt = async () => {
    try {
      await settleBatch(options, [delivery])
    } catch (error) {
      if (isAway(error)) throw error
      thrown += 1
      if (thrown < MOST_TRIES) throw error
      await bury(options, delivery, `throws: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return async () => {
    if (!suspicious) return attempt()
    if (!noted) {
      if ((await deadLetters.uncleared(sequence)) >= MOST_TRIES) return bury(options, delivery, 'crashes')
      await deadLetters.noteTry(sequence)
      noted = true
    }
    try {
      await attempt()
    } finally {
      // Whatever it threw, the process is still there. A note that stays is this process's own.
      await deadLetters.clearTries(sequence)
      noted = false
    }
  }
}

/** Outages, which waiting mends. */
function isAway(error: unknown): boolean {
  return error instanceof EngineUnavailableError || error instanceof LogUnavailableError
}

async function settleBatch(options: CompetingConsumerOptions, batch: readonly Delivery[]): Promise<void> {
  const outcomes = await options.apply(batch)
  const done: number[] = []
  for (const [place, delivery] of batch.entries()) {
    const outcome = outcomes[place]
    if (outcome === undefined) throw new TypeError('fewer outcomes than deliveries')
    if (outcome.kind === 'dead') await bury(options, delivery, outcome.reason)
    else done.push(delivery.record.sequence)
  }
  if (done.length > 0) await options.consumer.ack(done)
}

async function bury(options: CompetingConsumerOptions, delivery: Delivery, reason: string): Promise<void> {
  await options.deadLetters.write(delivery.record, reason)
  await options.consumer.term([delivery.record.sequence])
  options.onDead(delivery, reason)
}
