import { describe, expect, it } from 'vitest'
import type { RankedRows } from './relevance.ts'
import { rankedSnapshots } from './snapshots.ts'

const MINUTE_MS = 60_000

function ranked(size: number): RankedRows {
  return { size, visible: () => size, first: () => new Uint32Array(size) }
}

describe('ranked snapshots', () => {
  it('expire five minutes after their last use', () => {
    const snapshots = rankedSnapshots()
    const one = ranked(3)
    snapshots.keep('one', one, 0)
    expect(snapshots.get('one', 5 * MINUTE_MS)).toBe(one)
    expect(snapshots.get('one', 10 * MINUTE_MS)).toBe(one)
    expect(snapshots.get('one', 15 * MINUTE_MS + 1)).toBeUndefined()
  })

  it('are at most 256, the least recently used forgotten first', () => {
    const snapshots = rankedSnapshots()
    for (let n = 0; n < 256; n++) snapshots.keep(`s${n}`, ranked(1), 0)
    expect(snapshots.get('s0', 0)).toBeDefined()
    snapshots.keep('one more', ranked(1), 0)
    expect(snapshots.get('s0', 0)).toBeDefined()
    expect(snapshots.get('s1', 0)).toBeUndefined()
    expect(snapshots.get('s2', 0)).toBeDefined()
  })

  it('hold at most a million rows together', () => {
    const snapshots = rankedSnapshots()
    snapshots.keep('a', ranked(400_000), 0)
    snapshots.keep('b', ranked(400_000), 0)
    snapshots.keep('a', ranked(500_000), 0)
    expect(snapshots.get('b', 0)).toBeDefined()
    snapshots.keep('c', ranked(200_000), 0)
    expect(snapshots.get('a', 0)).toBeUndefined()
    expect(snapshots.get('b', 0)).toBeDefined()
    expect(snapshots.get('c', 0)).toBeDefined()
  })
})
