import { STREAMS } from '@uniwire/events'
import { ANALYSER_VERSION } from '@uniwire/language'
import { catchUpCheck, createDeadLetterBox, keptLetters } from '@uniwire/projection'
import type { EventLogs, SearchIndex } from '@uniwire/ports'
import type { Service, ServiceTools } from '@uniwire/service-kit'
import { indexerApp } from './app.ts'
import type { IndexerConfig } from './config.ts'
import { keepIndexing } from './keep-indexing.ts'
import { createRebuilds } from './rebuilds.ts'
import { PROJECTION, replay } from './replay.ts'
import { createIndexerService } from './service.ts'

export interface IndexerOptions {
  readonly logs: EventLogs
  readonly index: SearchIndex
  readonly config: IndexerConfig
  readonly tools: ServiceTools
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicMs: () => number
}

/** Raised when what a document is made of changes besides its words. */
const DOCUMENT_VERSION = 2

/** Log to search index. Over HTTP it answers `/readyz`, and its operator. */
export async function createIndexer(options: IndexerOptions): Promise<Service> {
  const { logs, index, config, tools, monotonicMs } = options
  const { metrics, now, newId } = tools
  const log = await logs.open(STREAMS.log)
  const dead = await logs.open(STREAMS.dead)
  const analyser = `${ANALYSER_VERSION}.${DOCUMENT_VERSION}`

  const service = createIndexerService(config.publicUrl, () => metrics.skipped.inc({ projection: 'search' }))
  const deadLetters = createDeadLetterBox({ dead, projection: PROJECTION, newId, now })
  const totals = await logs.open(STREAMS.totals)
  await using opening = new AsyncDisposableStack()
  const parts = { log, totals, index, service, deadLetters, analyser, tools }
  const indexing = opening.use(await keepIndexing(parts))
  const rebuilds = opening.use(createRebuilds({ ...parts, indexing, monotonicMs }))

  const position = async () => {
    const checkpoint = await index.checkpoint()
    return checkpoint?.generation === log.generation ? checkpoint.position : 0
  }
  const opened = opening.move()
  return {
    app: indexerApp({
      rebuilds,
      replay: (sequence) => replay(sequence, { ...parts, letters: keptLetters(dead) }),
      operatorKey: config.operatorKey,
    }),
    checks: [
      catchUpCheck({
        name: 'search',
        position,
        end: () => log.end(),
        outdated: () => indexing.outdated(),
        monotonicMs,
      }),
    ],
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
