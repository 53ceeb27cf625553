import type { Delivery, DurableConsumer } from '@uniwire/ports'
import { MAX_PAGE_RECORDS } from '@uniwire/ports'

/** UTF-16 units of events that one batch may gather before it takes no more; the log gives 8 MB at once at most. */
const MAX_LENGTH = 4 * 1024 * 1024

/**
 * The same consumer, which takes several pages at once while more of them wait: what costs most of a batch, a
 * refresh, costs the same however large it is. Where nothing waits nothing is waited for.
 */
export function gathered(consumer: DurableConsumer): DurableConsumer {
  return {
    async pull({ max, waitMs, signal }) {
      const deliveries: Delivery[] = [...(await consumer.pull({ max, waitMs, signal }))]
      let isMore = deliveries.length === MAX_PAGE_RECORDS
      while (isMore && deliveries.length < max && lengthOf(deliveries) < MAX_LENGTH && !signal.aborted) {
        const room = max - deliveries.length
        // What is here is worked on; whoever asks next is told what is wrong.
        const page = await consumer.pull({ max: room, waitMs: 0, signal }).catch(() => [])
        isMore = page.length === MAX_PAGE_RECORDS
        deliveries.push(...page)
      }
      return deliveries
    },
    ack: (sequences) => consumer.ack(sequences),
    retryAfter: (sequences, delayMs) => consumer.retryAfter(sequences, delayMs),
    working: (sequences) => consumer.working(sequences),
    term: (sequences) => consumer.term(sequences),
    position: () => consumer.position(),
    [Symbol.asyncDispose]: () => consumer[Symbol.asyncDispose](),
  }
}

function lengthOf(deliveries: readonly Delivery[]): number {
  return deliveries.reduce((sum, { record }) => sum + record.payload.length, 0)
}
