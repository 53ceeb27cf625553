import type { IndexRebuild } from '@uniwire/ports'
import { pause } from '@uniwire/projection'
import { compareIndices, whyWorse } from './compare.ts'
import type { Comparison } from './compare.ts'
import { consumerName } from './consumer.ts'
import { whyRebuild } from './generation.ts'
import type { KeepIndexingOptions, KeptIndexing } from './keep-indexing.ts'
import { progressFeed } from './rebuild-progress.ts'
import type { ProgressFeed, RebuildProgress } from './rebuild-progress.ts'

/** What an operator may ask of the index as a whole. */
export interface Rebuilds extends AsyncDisposable {
  /**
   * Makes a new index from the log beside the one that is read, compares the two, and swaps. One at a time: who
   * asks while one is under way is told of that one. `anyway` swaps whatever the comparison says.
   */
  rebuild(how: { readonly anyway: boolean }): AsyncGenerator<RebuildProgress>
  /** Brings the index before the last swap up to date, and puts it back; the one that it replaces is kept. */
  rollBack(): AsyncGenerator<RebuildProgress>
  /** Removes the index that is kept; says why not when it does not. */
  forget(): Promise<{ readonly forgotten: boolean; readonly reason?: string }>
}

export interface RebuildsOptions extends KeepIndexingOptions {
  readonly indexing: KeptIndexing
  readonly monotonicMs: () => number
  /** Between two looks at how far it is. */
  readonly everyMs?: number
}

/** It cannot be done now; the message says why. */
class RebuildRefusedError extends Error {
  override readonly name = 'RebuildRefusedError'
}

const EVERY_MS = 1_000
/** While articles arrive, one of the two may be a moment ahead. */
const MOST_COMPARISONS = 10

export function createRebuilds(options: RebuildsOptions): Rebuilds {
  const { index, log, indexing, analyser, tools, monotonicMs, everyMs = EVERY_MS } = options
  const stopping = new AbortController()
  let running: { readonly feed: ProgressFeed; readonly work: Promise<void> } | undefined

  function begin(work: (feed: ProgressFeed) => Promise<RebuildProgress>): AsyncGenerator<RebuildProgress> {
    if (running !== undefined) return running.feed.lines()
    const feed = progressFeed({ state: 'building', position: 0, end: 0, perSecond: 0 })
    const whole = async () => {
      const outcome = await work(feed).catch((error: unknown): RebuildProgress => {
        tools.logger.warn({ err: error, event: 'rebuild-failed' }, 'the new search index is given up')
        return { state: 'failed', reason: error instanceof Error ? error.message : String(error) }
      })
      running = undefined
      tools.logger.info({ event: 'rebuild-over', ...outcome }, `a new search index: ${outcome.state}`)
      feed.say(outcome)
    }
    running = { feed, work: whole() }
    return feed.lines()
  }

  /** Feeds it until it has what the log had when this began, then lets `judge` say whether it takes over. */
  async function bringForward(
    rebuild: IndexRebuild,
    feed: ProgressFeed,
    judge: (caughtUp: () => Promise<void>) => Promise<RebuildProgress>,
  ): Promise<RebuildProgress> {
    await using beside = await indexing.beginBeside(rebuild)
    const signal = AbortSignal.any([beside.over, stopping.signal])
    /** One that was kept begins where it has come. */
    let began: { readonly atMs: number; readonly position: number } | undefined
    const caughtUp = async () => {
      const end = await log.end()
      for (;;) {
        if (signal.aborted) throw new RebuildRefusedError(OVER)
        const position = beside.feeding.position()
        if (position >= end && beside.feeding.hasTotals()) return
        const atMs = monotonicMs()
        began ??= position > 0 ? { atMs, position } : undefined
        const perSecond = began && ((position - began.position) * 1_000) / Math.max(1, atMs - began.atMs)
        feed.say(progressOf(position, end, perSecond ?? 0))
        await pause(everyMs, signal)
      }
    }
    await caughtUp()
    const outcome = await judge(caughtUp)
    if (outcome.state === 'done') await beside.swap()
    return outcome
  }

  async function compared(rebuild: IndexRebuild, caughtUp: () => Promise<void>): Promise<Comparison> {
    for (let attempt = 1; ; attempt += 1) {
      const end = await log.end()
      const comparison = await compareIndices(index, rebuild)
      const isFinal = (await log.end()) === end || attempt === MOST_COMPARISONS
      if (isFinal || whyWorse(comparison) === undefined) return comparison
      await pause(everyMs, stopping.signal)
      await caughtUp()
    }
  }

  /** One that the service began by itself is not asked for twice. */
  function refuseWhileRebuilt(): void {
    if (indexing.isRebuilding()) throw new RebuildRefusedError('a new index is being built already')
  }

  return {
    rebuild({ anyway }) {
      return begin(async (feed) => {
        refuseWhileRebuilt()
        const rebuild = await index.beginRebuild()
        return bringForward(rebuild, feed, async (caughtUp) => {
          feed.say({ state: 'comparing' })
          const comparison = await compared(rebuild, caughtUp)
          const reason = anyway ? undefined : whyWorse(comparison)
          return reason === undefined
            ? { state: 'done', indexId: rebuild.indexId, comparison }
            : { state: 'failed', reason, comparison }
        })
      })
    },
    rollBack() {
      return begin(async (feed) => {
        refuseWhileRebuilt()
        const kept = await index.kept()
        if (kept === undefined) throw new RebuildRefusedError(NOTHING_KEPT)
        const reason = await whyRebuild(await kept.checkpoint(), log, analyser)
        if (reason !== undefined)
          throw new RebuildRefusedError(`the index that is kept cannot be built upon: ${reason}`)
        return bringForward(kept, feed, () => Promise.resolve({ state: 'done', indexId: kept.indexId }))
      })
    },
    async forget() {
      if (running !== undefined) return { forgotten: false, reason: 'an index is being built or put back' }
      const kept = await index.kept()
      if (kept === undefined) return { forgotten: false, reason: NOTHING_KEPT }
      await index.forgetKept()
      await log.removeConsumer(consumerName(kept.indexId))
      return { forgotten: true }
    },
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await running?.work
    },
  }
}

const NOTHING_KEPT = 'no index is kept to go back to'
const OVER = 'given up: the service ends, or the log or the index is another one'

function progressOf(position: number, end: number, perSecond: number): RebuildProgress {
  const left = perSecond > 0 ? { secondsLeft: Math.ceil((end - position) / perSecond) } : {}
  return { state: 'building', position, end, perSecond: Math.round(perSecond), ...left }
}
