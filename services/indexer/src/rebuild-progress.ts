import type { Comparison } from './compare.ts'

/** What an operator who waits is told, one line a second, and at the end. */
export type RebuildProgress =
  | {
      readonly state: 'building'
      readonly position: number
      /** Where the log ended when it began. */
      readonly end: number
      /** Events, since it began. */
      readonly perSecond: number
      /** At this rate; absent while there is none. */
      readonly secondsLeft?: number
    }
  | { readonly state: 'comparing' }
  | { readonly state: 'done'; readonly indexId: string; readonly comparison?: Comparison }
  /** The index is as it was. */
  | { readonly state: 'failed'; readonly reason: string; readonly comparison?: Comparison }

export interface ProgressFeed {
  say(progress: RebuildProgress): void
  /** What was said last, then everything until it is over. */
  lines(): AsyncGenerator<RebuildProgress>
}

export function progressFeed(first: RebuildProgress): ProgressFeed {
  let last = first
  let next = Promise.withResolvers<void>()
  return {
    say(progress) {
      last = progress
      next.resolve()
      next = Promise.withResolvers()
    },
    async *lines() {
      for (;;) {
        const said = last
        const following = next.promise
        yield said
        if (isOver(said)) return
        // Said while the line was being written.
        if (last === said) await following
      }
    },
  }
}

function isOver({ state }: RebuildProgress): boolean {
  return state === 'done' || state === 'failed'
}
