import type { DurableConsumer, EventLog, IndexRebuild, SearchIndex, SearchIndexWriter } from '@uniwire/ports'
import { EngineUnavailableError } from '@uniwire/ports'
import type { CompetingConsumer, DeadLetterBox } from '@uniwire/projection'
import { startCompetingConsumer } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import { placeOf } from './generation.ts'
import { reapply } from './reapply.ts'
import { retryMs } from './retry.ts'
import type { IndexerService } from './service.ts'

/** After a crash, what was in hand comes again this much later; until then it is not found. */
const ACK_WAIT_MS = 5_000
/** The more is caught up with in one request, the fewer refreshes; the log gives no more than 8 MB at once. */
const MAX_BATCH = 500
/** While the engine writes and refreshes one, the next is read and its words are taken apart. */
const BATCHES_AT_ONCE = 2

export interface IndexingOptions {
  readonly log: EventLog
  readonly index: SearchIndex
  /** Built beside the index until it has caught up with the log, then put in its place. */
  readonly rebuild: IndexRebuild | undefined
  readonly service: IndexerService
  readonly deadLetters: DeadLetterBox
  readonly analyser: string
  readonly tools: ServiceTools
  /** The rebuild has become the index. */
  readonly onSwapped: () => void
  /** Nothing more may be written into any of the writers: the log is another one. */
  readonly onReplaced: (reason: string) => void
}

export interface Indexing extends CompetingConsumer {
  /** Of the index, when it is what is written to. */
  indexId(): string | undefined
  /** Every generation of the index that is kept up to date. */
  writers(): readonly SearchIndexWriter[]
}

/** Events in: one durable consumer per generation of the index, so that a new one begins at the beginning. */
export async function startIndexing(options: IndexingOptions): Promise<Indexing> {
  const { log, index, rebuild, service, deadLetters, analyser, tools, onSwapped, onReplaced } = options
  let writer: SearchIndexWriter = rebuild ?? index
  const replacedId = index.indexId
  let ownId = writer.indexId
  const end = await log.end()
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
  /** Another process may have put a new index in the place of this one, which has a consumer of its own. */
  const expectOwnIndex = async () => {
    if (writer !== index) return
    await index.checkpoint()
    if (index.indexId === ownId) return
    onReplaced('another process has put another index in its place')
    throw new EngineUnavailableError('the index is another one')
  }
  const running = startCompetingConsumer({
    consumer,
    log,
    from: placeOf(await writer.checkpoint()),
    onReplaced,
    deadLetters,
    ackWaitMs: ACK_WAIT_MS,
    maxBatch: MAX_BATCH,
    maxBatchesAtOnce: BATCHES_AT_ONCE,
    retryMs,
    async apply(deliveries) {
      await expectOwnIndex()
      return service.apply(writer, deliveries)
    },
    async onPosition(position) {
      const eventId = await log.idAt(position)
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
      ownId = index.indexId
      onSwapped()
      tools.logger.info({ event: 'index-rebuilt', position }, 'the new search index took over')
      await log.removeConsumer(consumerName(replacedId)).catch((error: unknown) => {
        const { logger } = tools
        logger.warn(
          { err: error, event: 'consumer-left' },
          'the consumer of the old index could not be removed',
        )
      })
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
    indexId: () => (writer === index ? ownId : undefined),
    failing: () => running.failing(),
    writers: () => (writer === index ? [index] : [index, writer]),
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  }
}

/** One consumer for each generation of the index: a new one begins at the beginning of the log. */
export function consumerName(indexId: string): string {
  return `indexer-${indexId}`
}
