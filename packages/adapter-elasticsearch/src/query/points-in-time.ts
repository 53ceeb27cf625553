import { IndexGoneError } from '../engine/engine-errors.ts'
import type { Engine } from '../engine/engine.ts'

/** For walks by relevance: what is searched does not change under them. */
export interface PointsInTime {
  open(): Promise<string>
  /** A walk that is over needs it no more; nobody waits for that. */
  release(pit: string): void
  /** Releases all that this process opened. */
  close(): Promise<void>
}

/** From page to page; a reader who takes longer goes on in a ranking made anew. */
export const KEEP_ALIVE = '2m'
/** Open at once, per process: each keeps the segments it saw, and their files, in existence. */
const MAX_OPEN = 500

export function createPointsInTime(
  engine: Engine,
  index: string,
  onError: (error: unknown) => void,
): PointsInTime {
  const opened = new Set<string>()
  const running = new Set<Promise<void>>()

  async function end(pit: string): Promise<void> {
    try {
      await engine.call((client) => client.closePointInTime({ id: pit }))
    } catch (error) {
      // Gone is what was wanted.
      if (!(error instanceof IndexGoneError)) onError(error)
    }
  }

  function release(pit: string): void {
    if (!opened.delete(pit)) return
    const ending = end(pit).finally(() => running.delete(ending))
    running.add(ending)
  }

  return {
    async open() {
      const { id } = await engine.call((client) =>
        client.openPointInTime({ index, keep_alive: KEEP_ALIVE, allow_partial_search_results: false }),
      )
      opened.add(id)
      const [oldest] = opened
      if (opened.size > MAX_OPEN && oldest !== undefined) release(oldest)
      return id
    },
    release,
    async close() {
      for (const pit of opened) release(pit)
      await Promise.all(running)
    },
  }
}
