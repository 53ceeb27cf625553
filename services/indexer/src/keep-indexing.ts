import type { Checkpoint, EventLog, IndexRebuild, SearchIndex } from '@uniwire/ports'
import type { DeadLetterBox, Follower } from '@uniwire/projection'
import { pause, whyAnotherLog } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import type { Indexing } from './consumer.ts'
import { consumerName, startIndexing } from './consumer.ts'
import { NO_LOG, placeOf, whyRebuild } from './generation.ts'
import { followTotals } from './popularity.ts'
import { retryMs } from './retry.ts'
import type { IndexerService } from './service.ts'

export interface KeepIndexingOptions {
  readonly log: EventLog
  readonly totals: EventLog
  readonly index: SearchIndex
  readonly service: IndexerService
  readonly deadLetters: DeadLetterBox
  readonly analyser: string
  readonly tools: ServiceTools
}

export interface KeptIndexing extends AsyncDisposable {
  /** The index holds another log than there is, and no new one has taken its place so far. */
  outdated(): boolean
}

/** What feeds one generation of the index: events and totals, both from their beginning for a new one. */
interface Feeding {
  readonly indexing: Indexing
  readonly totals: Follower
  readonly rebuild: IndexRebuild | undefined
  /** Of the index when this began. */
  readonly indexId: string
}

/**
 * Keeps the index up to date, for ever: when the log is found to be another one, what was fed is given up
 * and a fresh index is built beside it and put in its place, in the same process (log §4).
 */
export async function keepIndexing(options: KeepIndexingOptions): Promise<KeptIndexing> {
  const { log, index, analyser, tools } = options
  const { logger } = tools
  const stopping = new AbortController()
  let outdated = false
  let restarting: Promise<void> = Promise.resolve()

  const begin = async (): Promise<Feeding> => {
    const checkpoint = await index.checkpoint()
    const reason = await whyRebuild(checkpoint, log, analyser)
    if (reason !== undefined)
      logger.warn({ event: 'index-rebuild', reason }, `the search index is rebuilt: ${reason}`)
    outdated = !(await isOfThisLog(checkpoint, log))
    if (outdated) await disown(options)
    const { indexId } = index
    const rebuild = reason === undefined ? undefined : await index.beginRebuild()
    const begun = Promise.withResolvers<Feeding>()
    const onSwapped = () => (outdated = false)
    const onReplaced = once((why: string) => {
      outdated = true
      restarting = begun.promise.then((feeding) => restart(feeding, why))
    })
    try {
      const indexing = await startIndexing({ ...options, rebuild, onSwapped, onReplaced })
      const totals = followTotals(options.totals, () => indexing.writers(), tools)
      const feeding = { indexing, totals, rebuild, indexId }
      begun.resolve(feeding)
      return feeding
    } catch (error) {
      await rebuild?.abandon()
      throw error
    }
  }
  const restart = async (old: Feeding, reason: string): Promise<void> => {
    logger.warn({ event: 'index-outdated', reason }, `the search index is not built upon: ${reason}`)
    await end(old)
    for (let failures = 1; !stopping.signal.aborted; failures += 1) {
      try {
        await giveUp(old, options)
        current = await begin()
        return
      } catch (error) {
        const retryInMs = retryMs(failures)
        logger.warn({ err: error, event: 'index-restart-failed', retryInMs }, 'indexing waits')
        await pause(retryInMs, stopping.signal)
      }
    }
  }
  let current = await begin()
  return {
    outdated: () => outdated,
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await restarting
      await end(current)
    },
  }
}

async function isOfThisLog(checkpoint: Checkpoint | undefined, log: EventLog): Promise<boolean> {
  const place = placeOf(checkpoint)
  return place === undefined || (await whyAnotherLog(place, log)) === undefined
}

/** It holds events of a log that is gone, whatever its position says: nobody may go on from it. */
function disown({ index, analyser }: KeepIndexingOptions): Promise<void> {
  return index.saveCheckpoint({ generation: NO_LOG, position: 0, analyser })
}

/** What was written to is not written to any more; nor is the index, unless another process made it anew. */
async function giveUp({ indexing, rebuild, indexId }: Feeding, options: KeepIndexingOptions): Promise<void> {
  const { log, index } = options
  const written = indexing.indexId()
  if (written === undefined) await rebuild?.abandon()
  await index.checkpoint()
  if (index.indexId === (written ?? indexId)) await disown(options)
  await log.removeConsumer(consumerName(written ?? rebuild?.indexId ?? indexId))
}

function once(work: (why: string) => void): (why: string) => void {
  let done = false
  return (why) => {
    if (!done) work(why)
    done = true
  }
}

async function end({ indexing, totals }: Feeding): Promise<void> {
  await totals[Symbol.asyncDispose]()
  await indexing[Symbol.asyncDispose]()
}
