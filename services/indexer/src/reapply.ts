import type { Delivery, EventLog, SearchIndexWriter } from '@uniwire/ports'
import { EngineUnavailableError, LogUnavailableError } from '@uniwire/ports'
import type { DeadLetterBox } from '@uniwire/projection'
import type { IndexerService } from './service.ts'

export interface ReapplyOptions {
  readonly log: EventLog
  readonly writer: SearchIndexWriter
  readonly service: IndexerService
  readonly deadLetters: DeadLetterBox
  /** Settled up to here: nothing of it is delivered again. */
  readonly floor: number
}

const PAGE = 200

/**
 * Applies again what was settled after the index's checkpoint; returns how many events that were. The log
 * survives power loss and an index need not (log §8): it may have lost what the log calls settled, in order,
 * and the checkpoint with it. Documents have versions, so whatever was not lost stays as it is.
 */
export async function reapply({ log, writer, service, deadLetters, floor }: ReapplyOptions): Promise<number> {
  let after = (await writer.checkpoint())?.position ?? 0
  let count = 0
  while (after < floor) {
    const page = await log.read({ after, limit: PAGE })
    if (page.position <= after) throw new LogUnavailableError(`the log does not go on after ${after}`)
    const settled = page.records.filter(({ sequence }) => sequence <= floor)
    await applyAll(settled.map((record) => ({ record, attempt: 1 })))
    count += settled.length
    after = page.position
  }
  return count

  async function applyAll(deliveries: readonly Delivery[]): Promise<void> {
    try {
      await service.apply(writer, deliveries)
    } catch (error) {
      if (error instanceof EngineUnavailableError) throw error
      const [only, ...others] = deliveries
      if (only === undefined) return
      if (others.length > 0) for (const delivery of deliveries) await applyAll([delivery])
      else await deadLetters.write(only.record, `throws: ${String(error)}`)
    }
  }
}
