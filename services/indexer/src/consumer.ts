import type { DurableConsumer, EventLog, IndexRebuild, SearchIndex, SearchIndexWriter } from '@uniwire/ports'
import type { CompetingConsumer, DeadLetterBox } from '@uniwire/projection'
import { startCompetingConsumer } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import { reapply } from './reapply.ts'
import type { IndexerService } from './service.ts'

/** After a crash, what was in hand comes again this much later; until then it is not found. */
const ACK_WAIT_MS = 10_000
const MAX_BATCH = 200

export interface IndexingOptions {
  readonly log: EventLog
  readonly index: SearchIndex
  /** Built beside the index until it has caught up with the log, then put in its place. */
  readonly rebuild: IndexRebuild | undefined
  readonly service: IndexerService
  readonly deadLetters: DeadLetterBox
  readonly analyser: string
  readonly tools: ServiceTools
}

export interface Indexing extends CompetingConsumer {
  /** Every generation of the index that is kept up to date. */
  writers(): readonly SearchIndexWriter[]
}

/** Events in: one durable consumer per generation of the index, so that a new one begins at the beginning. */
export async function startIndexing(options: IndexingOptions): Promise<Indexing> {
  const { log, index, rebuild, service, deadLetters, analyser, tools } = options
  let writer: SearchIndexWriter = rebuild ?? index
  const end = await log.end()
  const consumer: DurableConsumer = await log.consumer({
    name: `indexer-${writer.indexId}`,
    ackWaitMs: ACK_WAIT_MS,
  })
  const floor = await consumer.position()
  const reapplied = await reapply({ log, writer, service, deadLetters, floor })
  if (reapplied > 0)
    tools.logger.info(
      { event: 'index-reapplied', count: reapplied },
      'events since the checkpoint applied again',
    )
  const running = startCompetingConsumer({
    consumer,
    deadLetters,
    ackWaitMs: ACK_WAIT_MS,
    maxBatch: MAX_BATCH,
    apply: (deliveries) => service.apply(writer, deliveries),
    async onPosition(position) {
      const eventId = await log.idAt(position)
      const { generation } = log
      await writer.saveCheckpoint({
        generation,
        position,
        analyser,
        ...(eventId === undefined ? {} : { eventId }),
      })
      tools.metrics.positions.set({ projection: 'search' }, position)
      if (rebuild === undefined || writer !== rebuild || position < end) return
      await rebuild.swap()
      writer = index
      tools.logger.info({ event: 'index-rebuilt', position }, 'the new search index took over')
    },
    onDead: ({ record }, reason) => {
      tools.metrics.deadLetters.inc({ projection: 'search' })
      tools.logger.error(
        { event: 'dead-letter', sequence: record.sequence, reason },
        'an event cannot be indexed',
      )
    },
    onFailure: (error, retryInMs) =>
      tools.logger.warn({ err: error, event: 'indexing-failed', retryInMs }, 'indexing waits'),
  })
  return {
    failing: () => running.failing(),
    writers: () => (writer === index ? [index] : [index, writer]),
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  }
}
