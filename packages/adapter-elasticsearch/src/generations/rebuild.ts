import type { IndexRebuild, SearchPage, SearchQuery } from '@uniwire/ports'
import type { Generations } from './generations.ts'
import { LEASE_EVERY_MS } from './rebuild-lease.ts'
import type { Writer } from '../write/writer.ts'

export interface RebuildOptions {
  readonly indexId: string
  readonly generations: Generations
  /** Makes a writer of this generation. */
  readonly writer: (refresh: () => Promise<void>) => Writer
  readonly refresh: () => Promise<void>
  readonly renew: () => Promise<void>
  readonly query: (query: SearchQuery) => Promise<SearchPage>
  readonly onError: (error: unknown) => void
  /** Told when this generation has become the index. */
  readonly onSwapped: () => void
  /** Told when it is over, one way or the other. */
  readonly onOver: () => void
}

export interface RunningRebuild {
  readonly rebuild: IndexRebuild
  /** Removes it, unless it has become the index. */
  end(): Promise<void>
}

/** A generation that is built beside the index, and says from time to time that somebody builds it. */
export function startRebuild(options: RebuildOptions): RunningRebuild {
  const { indexId, generations, refresh, renew, onError, onSwapped, onOver } = options
  const timer = setInterval(() => void renew().catch(onError), LEASE_EVERY_MS)
  timer.unref()
  let isSearched = false
  const writer = options.writer(async () => {
    // Until somebody asks nobody searches it.
    if (isSearched) await refresh()
  })

  async function beSearched(): Promise<void> {
    // From here on writers refresh for themselves; for what they wrote before, this does.
    isSearched = true
    await refresh()
  }

  async function end(): Promise<void> {
    clearInterval(timer)
    await generations.remove(indexId)
    onOver()
  }

  return {
    end,
    rebuild: {
      indexId,
      ...writer,
      async query(query) {
        if (!isSearched) await beSearched()
        return options.query(query)
      },
      async swap() {
        await beSearched()
        await generations.swap(indexId)
        clearInterval(timer)
        onSwapped()
        onOver()
      },
      abandon: end,
    },
  }
}
