import type { IndexRebuild } from '@uniwire/ports'
import type { Generations } from './generations.ts'
import type { Writer } from './writer.ts'

export interface RebuildOptions {
  readonly indexId: string
  readonly generations: Generations
  readonly writer: Writer
  readonly refresh: () => Promise<void>
  readonly renew: () => Promise<void>
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
export function startRebuild(options: RebuildOptions, renewEveryMs: number): RunningRebuild {
  const { indexId, generations, writer, refresh, renew, onError, onSwapped, onOver } = options
  const timer = setInterval(() => void renew().catch(onError), renewEveryMs)
  timer.unref()

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
      async swap() {
        // Nobody searched it before, so nothing was refreshed.
        await refresh()
        await generations.swap(indexId)
        clearInterval(timer)
        onSwapped()
        onOver()
      },
      abandon: end,
    },
  }
}
