import type { Engine } from '../engine/engine.ts'
import type { Names } from '../names.ts'
import { EVERY_ARTICLE, search } from './search.ts'

/** From which the ages of articles are counted. */
export interface NewestInstant {
  /** Latest instant of publication among visible articles. */
  read(): Promise<number>
  /** Something was written. */
  forget(): void
}

/** What another process wrote moves ages by no more than it is newer, and for no longer. */
const KEPT_MS = 1_000

export function createNewestInstant(engine: Engine, names: Names, monotonicMs: () => number): NewestInstant {
  let kept: { readonly until: number; readonly instant: Promise<number> } | undefined

  async function ask(): Promise<number> {
    const { rows } = await search(
      {
        engine,
        in: { index: names.read },
        matching: [EVERY_ARTICLE],
        filters: new Map(),
        sort: [{ publishedAtMs: 'desc' }, { id: 'desc' }],
        asOf: Number.MAX_SAFE_INTEGER,
      },
      { size: 1, facets: false },
    )
    return Number(rows[0]?.sort[0] ?? 0)
  }

  return {
    read() {
      if (kept === undefined || monotonicMs() >= kept.until) {
        const instant = ask()
        kept = { until: monotonicMs() + KEPT_MS, instant }
        instant.catch(() => (kept = undefined))
      }
      return kept.instant
    },
    forget: () => (kept = undefined),
  }
}
