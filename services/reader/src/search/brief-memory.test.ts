import { describe, expect, it } from 'vitest'
import { rememberBriefly } from './brief-memory.ts'

function counting(limits: { readonly keptMs?: number; readonly maxEntries?: number } = {}) {
  let nowMs = 0
  let isAway = false
  const asked: string[] = []
  const remember = rememberBriefly(
    (key) => {
      asked.push(key)
      return Promise.resolve(isAway ? undefined : `${key} ${asked.length}`)
    },
    { keptMs: 100, maxEntries: 10, ...limits, monotonicMs: () => nowMs },
  )
  return {
    asked,
    remember,
    pass: (ms: number) => (nowMs += ms),
    leave: (away: boolean) => (isAway = away),
  }
}

describe('answers that are good for a moment', () => {
  it('asks once for everyone who comes meanwhile, and again after it', async () => {
    const { asked, remember, pass } = counting()
    expect(await Promise.all([remember('a'), remember('a'), remember('b')])).toEqual(['a 1', 'a 1', 'b 2'])
    pass(99)
    expect(await remember('a')).toBe('a 1')
    pass(1)
    expect(await remember('a')).toBe('a 3')
    expect(asked).toEqual(['a', 'b', 'a'])
  })

  it('asks again at once for what was not to be had', async () => {
    const { remember, leave } = counting()
    leave(true)
    expect(await remember('a')).toBeUndefined()
    leave(false)
    expect(await remember('a')).toBe('a 2')
    expect(await remember('a')).toBe('a 2')
  })

  it('holds no more than it may, and lets the oldest go first', async () => {
    const { asked, remember } = counting({ maxEntries: 2 })
    for (const key of ['a', 'b', 'c', 'b', 'c', 'a']) await remember(key)
    expect(asked).toEqual(['a', 'b', 'c', 'a'])
  })
})
