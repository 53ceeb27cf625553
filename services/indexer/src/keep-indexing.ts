import type { IndexRebuild, SearchIndex } from '@uniwire/ports'
import { pause } from '@uniwire/projection'
import { consumerName } from './consumer.ts'
import type { Feeding, FeedingParts } from './feeding.ts'
import { startFeeding } from './feeding.ts'
import { isOfThisLog, NO_LOG, whyRebuild } from './generation.ts'
import { retryMs } from './retry.ts'
import { currentId, withdrawalsFrom } from './withdrawals.ts'

export interface KeepIndexingOptions extends FeedingParts {
  readonly index: SearchIndex
}

export interface KeptIndexing extends AsyncDisposable {
  /** The index holds another log than there is, and no new one has taken its place so far. */
  outdated(): boolean
  /** A new index is being built because the one there is cannot be built upon. */
  isRebuilding(): boolean
  /** Feeds another generation beside the index, from where that one has come. */
  beginBeside(rebuild: IndexRebuild): Promise<Beside>
}

/** A generation that is fed beside the index. Disposing it before it was swapped leaves the index as it was. */
export interface Beside extends AsyncDisposable {
  readonly feeding: Feeding
  /** Aborted when the index that it stands beside is given up, or the log is another one. */
  readonly over: AbortSignal
  /** It becomes the index, and what was fed until now is fed no more. */
  swap(): Promise<void>
}

/** A generation and what feeds it. */
interface Fed {
  /** Whether this is what is kept up to date, for ever; else it stands beside that, or has stood. */
  isMain: boolean
  readonly feeding: Feeding
  /** The index that it is to replace, until it has. */
  replaces: string | undefined
  /** Absent for one that was the index when this began. */
  readonly rebuild: IndexRebuild | undefined
  readonly over: AbortController
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
  let swapping = false
  let restarting: Promise<void> = Promise.resolve()

  /** Begins to feed a generation; `other` is the one that withdrawals have to reach as well. */
  const feed = async (parts: {
    readonly rebuild: IndexRebuild | undefined
    readonly indexId: string
    readonly other: string | undefined
    readonly isMain: boolean
    readonly onPosition?: (fed: Fed, position: number) => Promise<void>
  }): Promise<Fed> => {
    const { rebuild, indexId, other, isMain, onPosition } = parts
    const begun = Promise.withResolvers<Fed>()
    const over = new AbortController()
    const isReplaced = () => fed !== undefined && fed.replaces === undefined
    let fed: Fed | undefined
    const feeding = await startFeeding({
      ...options,
      writer: rebuild ?? index.writer(indexId),
      withdraw: other === undefined ? undefined : withdrawalsFrom(index, other, tools),
      onReplaced(reason) {
        if (over.signal.aborted) return
        over.abort()
        void begun.promise.then((ended) => {
          if (!ended.isMain) return
          outdated = true
          restarting = restart(ended, reason)
        })
      },
      async whyOver() {
        if (swapping || (rebuild !== undefined && !isReplaced())) return undefined
        if ((await currentId(index)) === (rebuild?.indexId ?? indexId)) return undefined
        return 'another process has put another index in its place'
      },
      async onPosition(position) {
        if (fed?.isMain ?? isMain) tools.metrics.positions.set({ projection: 'search' }, position)
        await onPosition?.(await begun.promise, position)
      },
    })
    fed = { isMain, feeding, rebuild, replaces: rebuild && indexId, over }
    begun.resolve(fed)
    return fed
  }

  const begin = async (): Promise<Fed> => {
    const checkpoint = await index.checkpoint()
    const { indexId } = index
    const reason = await whyRebuild(checkpoint, log, analyser)
    if (reason !== undefined)
      logger.warn({ event: 'index-rebuild', reason }, `the search index is rebuilt: ${reason}`)
    outdated = !(await isOfThisLog(checkpoint, log))
    if (outdated) await disown(options)
    const kept = await keptOfThisLog(options)
    if (reason === undefined) return feed({ rebuild: undefined, indexId, other: kept, isMain: true })
    const rebuild = await index.beginRebuild()
    try {
      const end = await log.end()
      return await feed({
        rebuild,
        indexId,
        // Of a log that is gone nothing is kept.
        other: outdated ? undefined : indexId,
        isMain: true,
        async onPosition(fed, position) {
          if (fed.replaces === undefined || position < end) return
          await replace(fed, { isKept: !outdated })
          outdated = false
          logger.info({ event: 'index-rebuilt', position }, 'the new search index took over')
        },
      })
    } catch (error) {
      await rebuild.abandon()
      throw error
    }
  }

  /** Puts it in the place of the index. */
  const replace = async (fed: Fed, { isKept }: { readonly isKept: boolean }): Promise<void> => {
    const { rebuild, replaces } = fed
    const before = (await index.kept())?.indexId
    await rebuild?.swap()
    fed.replaces = undefined
    if (!isKept) await index.forgetKept()
    const gone = [before, isKept ? undefined : replaces].filter((id) => id !== rebuild?.indexId)
    for (const id of gone) if (id !== undefined) await removeConsumer(options, id)
  }

  const restart = async (old: Fed, reason: string): Promise<void> => {
    logger.warn({ event: 'index-outdated', reason }, `the search index is not built upon: ${reason}`)
    await old.feeding[Symbol.asyncDispose]()
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
    isRebuilding: () => current.replaces !== undefined,
    async beginBeside(rebuild) {
      const beside = current
      const indexId = await currentId(index)
      const fed = await feed({ rebuild, indexId, other: indexId, isMain: false })
      return {
        feeding: fed.feeding,
        over: AbortSignal.any([fed.over.signal, beside.over.signal, stopping.signal]),
        async swap() {
          // Or what is fed now would take the swap for another's.
          swapping = true
          try {
            await replace(fed, { isKept: true })
            beside.isMain = false
            fed.isMain = true
            current = fed
            await beside.feeding[Symbol.asyncDispose]()
          } finally {
            swapping = false
          }
        },
        async [Symbol.asyncDispose]() {
          if (fed.isMain) return
          fed.over.abort()
          await fed.feeding[Symbol.asyncDispose]()
          await rebuild.abandon()
          if ((await index.kept())?.indexId !== rebuild.indexId)
            await removeConsumer(options, rebuild.indexId)
        },
      }
    },
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await restarting
      await current.feeding[Symbol.asyncDispose]()
    },
  }
}

/** It holds events of a log that is gone, whatever its position says: nobody may go on from it. */
function disown({ index, analyser }: KeepIndexingOptions): Promise<void> {
  return index.saveCheckpoint({ generation: NO_LOG, position: 0, analyser })
}

/** Id of the index that is kept; of another log none is. */
async function keptOfThisLog(options: KeepIndexingOptions): Promise<string | undefined> {
  const { index, log } = options
  const kept = await index.kept()
  const checkpoint = await kept?.checkpoint()
  if (kept === undefined || (checkpoint !== undefined && (await isOfThisLog(checkpoint, log))))
    return kept?.indexId
  await index.forgetKept()
  await removeConsumer(options, kept.indexId)
  return undefined
}

/** What was written to is not written to any more; nor is the index, unless another process made it anew. */
async function giveUp({ feeding, rebuild, replaces }: Fed, options: KeepIndexingOptions): Promise<void> {
  const { index } = options
  if (replaces !== undefined) await rebuild?.abandon()
  if ((await currentId(index)) === (replaces ?? feeding.indexId)) await disown(options)
  // What another process has replaced is kept, and may come back.
  if ((await index.kept())?.indexId !== feeding.indexId) await removeConsumer(options, feeding.indexId)
}

async function removeConsumer({ log, tools }: KeepIndexingOptions, indexId: string): Promise<void> {
  await log.removeConsumer(consumerName(indexId)).catch((error: unknown) => {
    tools.logger.warn(
      { err: error, event: 'consumer-left' },
      'the consumer of an index that is gone could not be removed',
    )
  })
}
