import type { RankedRows } from './relevance.ts'

/** Rows in all snapshots together: 4 to 20 bytes each, by how far a reader went. */
const MAX_ROWS = 1_000_000
const MAX_SNAPSHOTS = 256
const EXPIRY_MS = 5 * 60_000

/** Rankings kept for the next page, the least recently used forgotten first. Times are the caller's. */
export interface Snapshots {
  get(name: string, now: number): RankedRows | undefined
  keep(name: string, ranked: RankedRows, now: number): void
}

export function rankedSnapshots(): Snapshots {
  const kept = new Map<string, { readonly ranked: RankedRows; readonly usedAt: number }>()
  let rows = 0

  function forget(name: string): void {
    rows -= kept.get(name)?.ranked.size ?? 0
    kept.delete(name)
  }

  function keep(name: string, ranked: RankedRows, now: number): void {
    forget(name)
    kept.set(name, { ranked, usedAt: now })
    rows += ranked.size
    for (const [oldest, { usedAt }] of kept) {
      if (rows <= MAX_ROWS && kept.size <= MAX_SNAPSHOTS && now - usedAt <= EXPIRY_MS) break
      forget(oldest)
    }
  }

  return {
    keep,
    get(name, now) {
      const found = kept.get(name)
      if (found === undefined) return undefined
      if (now - found.usedAt > EXPIRY_MS) {
        forget(name)
        return undefined
      }
      keep(name, found.ranked, now)
      return found.ranked
    },
  }
}
