import type { DurableConsumer, EventLog, SearchIndexWriter, SearchStub } from '@uniwire/ports'
import { EngineUnavailableError } from '@uniwire/ports'
import type { CompetingConsumer, DeadLetterBox } from '@uniwire/projection'
import { startCompetingConsumer } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import { gathered } from './gathered.ts'
import { placeOf } from './generation.ts'
import { reapply } from './reapply.ts'
import { retryMs } from './retry.ts'
import type { IndexerService } from './service.ts'

/** After a crash, what was in hand comes again this much later; until then it is not found. */
const ACK_WAIT_MS = 5_000
/** The more is caught up with at once, the fewer refreshes: with 500 they were a third of the cost (measured). */
const MAX_BATCH = 2_000
/** While the engine writes and refreshes one, the next is read and its words are taken apart. */
const BATCHES_AT_ONCE = 2

export interface IndexingOptions {
  readonly log: EventLog
  /** Of one generation, which is the index or is to become it. */
  readonly writer: SearchIndexWriter
  readonly service: IndexerService
  readonly deadLetters: DeadLetterBox
  readonly analyser: string
  readonly tools: ServiceTools
  /** Given what has to leave the other generation as well. */
  readonly withdraw: ((stubs: readonly SearchStub[]) => Promise<void>) | undefined
  /** Why nothing more may be written to this generation, if so; asked before every batch. */
  readonly whyOver: () => Promise<string | undefined>
  /** After what was settled was written down. */
  readonly onPosition: (position: number) => Promise<void>
  /** Nothing more may be written: the log is another one, or the index is. */
  readonly onReplaced: (reason: string) => void
}

/** Events in: one durable consumer per generation of the index, so that a new one begins at the beginning. */
export async function startIndexing(options: IndexingOptions): Promise<CompetingConsumer> {
  const { log, writer, service, deadLetters, analyser, tools, withdraw, whyOver, onReplaced } = options
  // What is written belongs to this one, whatever the log is called later.
  const { generation } = log
  const consumer: DurableConsumer = await log.consumer({
    name: consumerName(writer.indexId),
    ackWaitMs: ACK_WAIT_MS,
  })
  const floor = await consumer.position()
  const reapplied = await reapply({ log, writer, service, deadLetters, floor })
  if (reapplied > 0)
    tools.logger.info(
      { event: 'index-reapplied', count: reapplied },
      'events since the checkpoint applied again',
    )
  return startCompetingConsumer({
    consumer: gathered(consumer),
    log,
    from: placeOf(await writer.checkpoint()),
    onReplaced,
    deadLetters,
    ackWaitMs: ACK_WAIT_MS,
    maxBatch: MAX_BATCH,
    maxBatchesAtOnce: BATCHES_AT_ONCE,
    retryMs,
    async apply(deliveries) {
      const over = await whyOver()
      if (over !== undefined) {
        onReplaced(over)
        throw new EngineUnavailableError('the index is another one')
      }
      return service.apply(writer, deliveries, withdraw)
    },
    async onPosition(position) {
      const eventId = await log.idAt(position)
      await writer.saveCheckpoint({
        generation,
        position,
        analyser,
        ...(eventId === undefined ? {} : { eventId }),
      })
      await options.onPosition(position)
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
}

/** One consumer for each generation of the index: a new one begins at the beginning of the log. */
export function consumerName(indexId: string): string {
  return `indexer-${indexId}`
}
