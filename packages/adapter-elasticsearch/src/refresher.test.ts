import { describe, expect, it } from 'vitest'
import { createRefresher } from './refresher.ts'

describe('refreshing', () => {
  function scene() {
    let clockMs = 1_000
    const begun: number[] = []
    const ends: (() => void)[] = []
    const refreshed = createRefresher({
      everyMs: 200,
      monotonicMs: () => clockMs,
      wait: async (milliseconds) => (clockMs += milliseconds),
      async refresh() {
        begun.push(clockMs)
        const { promise, resolve } = Promise.withResolvers<void>()
        ends.push(resolve)
        await promise
      },
    })
    const settle = () => new Promise((resolve) => setImmediate(resolve))
    return { refreshed, begun, ends, settle, pass: (milliseconds: number) => (clockMs += milliseconds) }
  }

  it('begins at once after a pause', async () => {
    const { refreshed, begun, ends, settle, pass } = scene()
    const first = refreshed()
    await settle()
    expect(begun).toEqual([1_000])
    ends[0]?.()
    await first
    pass(500)
    void refreshed()
    await settle()
    expect(begun).toEqual([1_000, 1_500])
  })

  it('begins at most every 200 ms, and once for all who ask meanwhile', async () => {
    const { refreshed, begun, ends, settle, pass } = scene()
    void refreshed()
    await settle()
    const later = [refreshed(), refreshed(), refreshed()]
    pass(50)
    ends[0]?.()
    await settle()
    expect(begun).toEqual([1_000, 1_200])
    ends[1]?.()
    await Promise.all(later)
    expect(begun).toHaveLength(2)
  })

  it('does not let one refresh count that began before the call', async () => {
    const { refreshed, begun, ends, settle } = scene()
    void refreshed()
    await settle()
    let isOver = false
    const late = refreshed().then(() => (isOver = true))
    ends[0]?.()
    await settle()
    expect(isOver).toBe(false)
    expect(begun).toHaveLength(2)
    ends[1]?.()
    await late
  })

  it('says that it failed to those who waited for it, and tries again for the next', async () => {
    let attempts = 0
    const refreshed = createRefresher({
      everyMs: 0,
      monotonicMs: () => 0,
      async refresh() {
        if (attempts++ === 0) throw new Error('away')
      },
    })
    const both = await Promise.allSettled([refreshed(), refreshed()])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await refreshed()
    expect(attempts).toBe(2)
  })
})
